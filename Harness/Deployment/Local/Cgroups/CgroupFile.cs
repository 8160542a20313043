using System.Globalization;

namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>Reading and writing the small files of a control group.</summary>
internal static class CgroupFile
{
    public static void Write(string folder, string name, string value) => File.WriteAllText(Path.Combine(folder, name), value);

    public static void Write(string folder, string name, long value) => Write(folder, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The file's one number; null where it is missing or says <c>max</c>.</summary>
    public static long? ReadNumber(string folder, string name)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(folder, name)), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The number after <paramref name="key"/> in a file of <c>key value</c> lines; null where it is missing.</summary>
    public static long? ReadField(string folder, string name, string key)
    {
        try
        {
            foreach (var line in File.ReadLines(Path.Combine(folder, name)))
            {
                if (line.StartsWith(key, StringComparison.Ordinal) && line.Length > key.Length && line[key.Length] == ' ')
                {
                    return long.Parse(line.AsSpan(key.Length + 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
                }
            }
        }
        catch (IOException)
        {
            return null;
        }

        return null;
    }

    /// <summary>Pids of the processes in a group; empty where the group is gone.</summary>
    public static IReadOnlyList<int> ReadProcesses(string folder)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(folder, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}

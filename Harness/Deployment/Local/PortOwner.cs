using System.Globalization;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Who listens on a port, as far as <c>/proc</c> tells.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>Such as <c>nginx (process 1234)</c>; null where it cannot be told.</summary>
    public static string? Find(int port)
    {
        var inodes = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.SelectMany(file => Inodes(file, port)).Select(inode => $"socket:[{inode}]").ToHashSet();
        return inodes.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Where(folder => Holds(folder, inodes)).Select(Describe).FirstOrDefault();
    }

    // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode; addresses are hexadecimal.
    private static IEnumerable<string> Inodes(string file, int port) =>
        File.Exists(file)
            ? File.ReadLines(file).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 9 && fields[3] == Listening && PortOf(fields[1]) == port)
                .Select(fields => fields[9])
            : [];

    private static int PortOf(string address) => int.Parse(address.AsSpan(address.IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool Holds(string folder, HashSet<string> sockets)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), out _)
                && new DirectoryInfo(Path.Combine(folder, "fd")).EnumerateFiles().Any(file => file.LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Describe(string folder)
    {
        try
        {
            return $"{File.ReadAllText(Path.Combine(folder, "comm")).Trim()} (process {Path.GetFileName(folder)})";
        }
        catch (IOException)
        {
            return $"process {Path.GetFileName(folder)}";
        }
    }
}

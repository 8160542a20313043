using System.Text;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>The end of a log file.</summary>
internal static class LogTail
{
    private const int Lines = 12;
    private const int Bytes = 4096;

    // A target that prints every request fills a disk over a long sweep; the end of its log is what explains a failure.
    private const int KeptBytes = 256 * 1024;

    /// <summary>The last dozen lines; empty where there is no log or nothing in it.</summary>
    public static string Read(string path) => string.Join(Environment.NewLine, End(path, Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(Lines));

    /// <summary>Cuts a long log down to its end.</summary>
    public static void Shorten(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > KeptBytes)
        {
            File.WriteAllText(path, End(path, KeptBytes));
        }
    }

    private static string End(string path, int bytes)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(bytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

using System.Text;

namespace LoadLab.Harness.Results;

/// <summary>Writes a file so that readers see either nothing (or the old text) or all of it, whatever happens in between.</summary>
internal static class AtomicFile
{
    /// <summary>Ending of a file that is still being written; never read.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Temporary file in the same folder, flush to disk, rename over <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The file cannot be written, or exists and <paramref name="overwrite"/> is false.</exception>
    public static void Write(string path, string text, bool overwrite = true)
    {
        var temporary = path + TemporarySuffix;
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            // Without this the rename may reach the disk before the contents: an empty file after a power cut.
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite);
    }
}

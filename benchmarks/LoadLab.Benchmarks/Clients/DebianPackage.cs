using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>Asks Debian for the version of a program that does not tell its own.</summary>
internal static class DebianPackage
{
    /// <summary>Null where it did not come from a package.</summary>
    public static async Task<string?> VersionAsync(string package)
    {
        var text = await ToolOutput.TryReadAsync("dpkg-query", "--show", "--showformat=${Version}", package).ConfigureAwait(false);
        return text is null || text.StartsWith("dpkg-query", StringComparison.Ordinal) ? null : text;
    }
}

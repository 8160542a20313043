using System.Runtime.InteropServices;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Reporting;

/// <summary>What a figure depends on besides the code: machine, system, runtime, commit and day.</summary>
internal static class MachineDescription
{
    public static async Task<IReadOnlyList<string>> ReadAsync(Repository repository, TimeProvider time) =>
    [
        $"Machine: {ProcessorModel()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}",
        $"Runtime: {RuntimeInformation.FrameworkDescription}",
        $"LoadLab: commit {await CommitAsync(repository).ConfigureAwait(false)}",
        $"Measured: {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC",
    ];

    private static string ProcessorModel() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static async Task<string> CommitAsync(Repository repository)
    {
        var commit = await ToolOutput.TryReadAsync("git", "-C", repository.Root, "rev-parse", "--short=12", "HEAD").ConfigureAwait(false);
        var changes = await ToolOutput.TryReadAsync("git", "-C", repository.Root, "status", "--porcelain", "--untracked-files=no").ConfigureAwait(false);
        return commit is null ? "unknown (no git here)" : commit.Trim() + (string.IsNullOrWhiteSpace(changes) ? "" : ", with uncommitted changes");
    }
}

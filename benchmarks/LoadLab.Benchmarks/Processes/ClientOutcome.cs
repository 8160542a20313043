namespace LoadLab.Benchmarks.Processes;

/// <summary>What a client's process left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Cpu">User and system time of its process tree, start-up included.</param>
/// <param name="Elapsed">From its start to its end.</param>
/// <param name="OthersShare">Share of its processor's time that went to other tasks; to the tick of 10 ms.</param>
internal sealed record ClientOutcome(int ExitCode, string Output, string Error, TimeSpan Cpu, TimeSpan Elapsed, double OthersShare)
{
    /// <param name="isSuccess">Whether an exit code stands for a run with figures; null: 0 alone does.</param>
    /// <exception cref="ClientFailedException">It ended otherwise; says what it printed first.</exception>
    public void ThrowIfFailed(Func<int, bool>? isSuccess = null)
    {
        if (!(isSuccess?.Invoke(ExitCode) ?? ExitCode == 0))
        {
            throw new ClientFailedException($"exit code {ExitCode}: {FirstLine(Error) ?? FirstLine(Output) ?? "it printed nothing"}");
        }
    }

    private static string? FirstLine(string text) => text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
}

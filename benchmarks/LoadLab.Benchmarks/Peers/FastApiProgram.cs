using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>The workshops' service, <c>benchmarks/peers/fastapi/app.py</c>, by Debian's Python.</summary>
internal static class FastApiProgram
{
    public const string InstallHint = "apt-get install python3-fastapi python3-uvicorn python3-uvloop python3-httptools python3-sklearn python3-onnx";

    private const string Python = "/usr/bin/python3";

    /// <summary>The forest is trained at first use; it takes ten seconds on an idle processor.</summary>
    private static readonly TimeSpan TrainingLimit = TimeSpan.FromMinutes(10);

    public static ProgramCall Serve(Repository repository) => new(Python, [Script(repository)]);

    /// <summary>Trains the forest unless that has been done.</summary>
    public static async Task<PeerAvailability> FindAsync(Repository repository, CancellationToken cancellationToken)
    {
        var call = new ProgramCall(Python, [Script(repository), "--prepare"]);
        var outcome = await ClientProcess.RunAsync(call, ProcessorPair.Find().Client, TrainingLimit, cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode == 0
            ? new PeerAvailability(outcome.Output.Trim(), null)
            : new PeerAvailability(null, $"it does not run here: {InstallHint} ({LastLine(outcome.Error)})");
    }

    private static string Script(Repository repository) => repository.BenchmarkFile("peers/fastapi/app.py");

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];
}

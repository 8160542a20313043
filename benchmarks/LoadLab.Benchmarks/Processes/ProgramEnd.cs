namespace LoadLab.Benchmarks.Processes;

/// <summary>Runs a program that prepares an experiment to its end; nothing is measured.</summary>
internal static class ProgramEnd
{
    /// <exception cref="BenchmarkException">It ended with another code than 0.</exception>
    public static async Task RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var (code, said) = await RunToEndAsync(call, cancellationToken).ConfigureAwait(false);
        if (code != 0)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"{call.Program} {string.Join(' ', call.Arguments)} ended with {code}: {said}");
        }
    }

    /// <summary>Its exit code, whatever it says.</summary>
    public static async Task<int> ReadCodeAsync(ProgramCall call) => (await RunToEndAsync(call, CancellationToken.None).ConfigureAwait(false)).Code;

    private static async Task<(int Code, string Said)> RunToEndAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        using var process = ClientProcess.Start(call);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, $"{await output.ConfigureAwait(false)} {error}".Trim());
    }
}

namespace LoadLab.Benchmarks;

/// <summary>A failure to be told in one message, without a stack trace.</summary>
internal sealed class BenchmarkException : Exception
{
    public BenchmarkException(ExitCode exitCode, string message) : base(message) => ExitCode = exitCode;

    public ExitCode ExitCode { get; }
}

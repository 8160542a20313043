using BenchmarkDotNet.Loggers;

namespace LoadLab.Benchmarks.Micro;

/// <summary>BenchmarkDotNet's words on a writer of ours.</summary>
internal sealed class TextLogger(TextWriter output) : ILogger
{
    public string Id => nameof(TextLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text) => output.Write(text);

    public void WriteLine() => output.WriteLine();

    public void WriteLine(LogKind logKind, string text) => output.WriteLine(text);

    public void Flush() => output.Flush();
}

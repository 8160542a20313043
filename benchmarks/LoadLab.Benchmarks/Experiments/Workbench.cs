using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Experiments;

/// <summary>What an experiment may touch of the process it runs in.</summary>
internal sealed record Workbench
{
    /// <summary>Where the report goes.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where progress goes, so that the report can be piped.</summary>
    public required TextWriter Progress { get; init; }

    public required Repository Repository { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Prints a report and, where a path is given, writes it there as well.</summary>
    /// <exception cref="BenchmarkException">The file cannot be written.</exception>
    public async Task PublishAsync(Report report, string? path)
    {
        var text = report.ToMarkdown(await MachineDescription.ReadAsync(Repository, Time).ConfigureAwait(false));
        await Out.WriteLineAsync(text).ConfigureAwait(false);
        if (path is not null)
        {
            Write(path, text);
        }
    }

    private static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException(ExitCode.Usage, $"{path} cannot be written: {e.Message} Choose another with --write.");
        }
    }
}

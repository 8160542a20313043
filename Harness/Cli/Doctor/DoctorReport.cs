namespace LoadLab.Harness.Cli.Doctor;

/// <summary>Prints checks in columns, each with the way to mend it below.</summary>
internal sealed class DoctorReport(TextWriter output)
{
    private const int NameWidth = 22;
    private readonly List<CheckResult> _results = [];

    /// <summary>Code 7 as soon as one required thing is missing.</summary>
    public ExitCode ExitCode => _results.Exists(result => result.Status == CheckStatus.Missing) ? ExitCode.MissingPrerequisite : ExitCode.Success;

    public void Add(CheckResult result)
    {
        _results.Add(result);
        output.WriteLine($"{Word(result.Status),-8}{result.Name.PadRight(NameWidth)}  {result.Finding}");
        if (result.Mend is { } mend)
        {
            output.WriteLine($"{new string(' ', NameWidth + 8)}  → {mend}");
        }
    }

    public void Conclude()
    {
        var missing = _results.Count(result => result.Status == CheckStatus.Missing);
        output.WriteLine();
        output.WriteLine(missing == 0
            ? "All that LoadLab needs is here. Begin with: harness sweep --profile profiles/quick.yml"
            : $"{missing} required {(missing == 1 ? "thing is" : "things are")} missing.");
    }

    private static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warn => "warn",
        _ => "missing",
    };
}

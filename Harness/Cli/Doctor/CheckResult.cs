namespace LoadLab.Harness.Cli.Doctor;

/// <summary>One line of <c>harness doctor</c>.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">How it is.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Mend">What to do about it; null where nothing is to be done.</param>
internal sealed record CheckResult(string Name, CheckStatus Status, string Finding, string? Mend = null)
{
    public static CheckResult Ok(string name, string finding) => new(name, CheckStatus.Ok, finding);

    public static CheckResult Warn(string name, string finding, string mend) => new(name, CheckStatus.Warn, finding, mend);

    public static CheckResult Missing(string name, string finding, string mend) => new(name, CheckStatus.Missing, finding, mend);
}

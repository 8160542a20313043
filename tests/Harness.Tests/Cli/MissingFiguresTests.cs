using LoadLab.Harness.Cli;
using LoadLab.Harness.Reporting;

namespace LoadLab.Harness.Tests.Cli;

/// <summary>A machine without Node, such as a container with the harness alone.</summary>
public sealed class MissingFiguresTests : IDisposable
{
    private static readonly WrittenReport Report = new("/reports/one/index.html", "'node' cannot be started; install Node 20 or newer.");

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Sweep_FiguresNotDrawn_IsAWarningWithTheWayToDrawThem()
    {
        new SweepSession(State()).Tell(Report);

        Assert.Contains("Report: /reports/one/index.html", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal($"The still figures (PNG, SVG) were not drawn: 'node' cannot be started; install Node 20 or newer. Where Node is, this draws them: harness report /reports/one{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public void Sweep_FiguresDrawn_WarnsOfNothing()
    {
        new SweepSession(State()).Tell(Report with { MissingFigures = null });

        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void Report_FiguresNotDrawn_IsItsFailure()
    {
        var error = Assert.Throws<UserErrorException>(() => ReportCommand.Finish(State(), Report));

        Assert.Equal((ExitCode.MissingPrerequisite, "The report is in /reports/one/index.html, but its figures are missing: 'node' cannot be started; install Node 20 or newer."), (error.ExitCode, error.Message));
    }

    private GlobalState State() => new()
    {
        Out = _out,
        Error = _error,
        IsTerminal = false,
        WorkingDirectory = "/",
        Time = TimeProvider.System,
        Environment = new Dictionary<string, string>(),
    };
}

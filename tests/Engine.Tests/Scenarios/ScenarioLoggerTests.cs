using LoadLab.Engine.Scenarios;

namespace LoadLab.Engine.Tests.Scenarios;

public sealed class ScenarioLoggerTests
{
    [Fact]
    public void Write_Holes_AreFilledInOrder()
    {
        using var output = new StringWriter();
        var logger = new ScenarioLogger(output);

        logger.Information("{User} took {Ms:0.0} ms, {Rest}", "ann", 3);
        logger.Error(new IOException("disk full"), "saving {Name}", "x");

        Assert.Equal(["[INF] ann took 3 ms, {Rest}", "[ERR] saving x (IOException: disk full)", ""], output.ToString().Split(Environment.NewLine));
    }
}

using LoadLab.Harness.Machines;

namespace LoadLab.Harness.Tests.Machines;

public sealed class MachineMeterTests
{
    [Fact]
    public void Parse_LineOfProcStat_TellsBusyStolenAndTotal()
    {
        var use = MachineMeter.Parse("cpu  1000 100 500 8000 200 50 50 100 30 0");

        Assert.Equal(new MachineUse(BusySeconds: 17, StolenSeconds: 1, TotalSeconds: 100), use);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4 5 6 7 8")]
    [InlineData("cpu 1 2 3")]
    [InlineData("cpu 1 2 three 4 5 6 7 8 0 0")]
    public void Parse_AnythingElse_TellsNothing(string line) => Assert.Null(MachineMeter.Parse(line));

    [Fact]
    public void Use_OfTwoReadings_IsTheirDifference()
    {
        var file = Path.GetTempFileName();
        try
        {
            var meter = new MachineMeter(file);
            File.WriteAllText(file, "cpu 100 0 0 100 0 0 0 0 0 0\n");
            meter.Begin();
            File.WriteAllText(file, "cpu 300 0 0 200 0 0 0 100 0 0\n");
            meter.End();

            Assert.Equal(new MachineUse(2, 1, 4), meter.Use);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Use_WithoutProcStat_IsUnknown()
    {
        var meter = new MachineMeter(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        meter.Begin();
        meter.End();

        Assert.Null(meter.Use);
    }
}

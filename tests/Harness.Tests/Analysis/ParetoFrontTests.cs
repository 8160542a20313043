using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class ParetoFrontTests
{
    [Fact]
    public void Of_Points_KeepsThoseThatNoneBeatsInBoth()
    {
        (double Gain, double Cost)[] points = [(1, 1), (2, 1), (3, 5), (3, 4), (2.5, 4.5), (4, 9)];

        Assert.Equal([(2, 1), (3, 4), (4, 9)], ParetoFront.Of(points, point => point.Gain, point => point.Cost));
    }
}

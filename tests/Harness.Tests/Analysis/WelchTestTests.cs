using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class WelchTestTests
{
    /// <summary>Student's sleep data; R's documented t.test(extra ~ group) gives t = −1.8608, df = 17.776, p = 0.07939.</summary>
    private static readonly double[] First = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];

    private static readonly double[] Second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Compare_StudentsSleepData_GivesThePublishedFigures()
    {
        var test = WelchTest.Compare(First, Second)!;

        Assert.Equal(-1.8608, test.T, 4);
        Assert.Equal(17.776, test.DegreesOfFreedom, 3);
        Assert.Equal(0.07939, test.PValue, 5);
    }

    [Fact]
    public void Compare_Swapped_OnlyTurnsTheSign()
    {
        var (one, other) = (WelchTest.Compare(First, Second)!, WelchTest.Compare(Second, First)!);

        Assert.Equal(one.T, -other.T, 12);
        Assert.Equal(one.PValue, other.PValue, 12);
    }

    [Fact]
    public void Compare_OneValue_CannotBeTested() => Assert.Null(WelchTest.Compare([1.0], Second));

    [Fact]
    public void Compare_EqualWithoutVariance_IsNoDifference() => Assert.Equal(1, WelchTest.Compare([5, 5, 5], [5, 5, 5])!.PValue);

    [Fact]
    public void Compare_DifferentWithoutVariance_IsCertain() => Assert.Equal(0, WelchTest.Compare([5, 5, 5], [6, 6, 6])!.PValue);
}

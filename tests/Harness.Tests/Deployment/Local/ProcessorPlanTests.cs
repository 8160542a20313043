using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Tests.Deployment.Local;

public sealed class ProcessorPlanTests
{
    [Theory]
    [InlineData(new[] { 0, 1 }, 1, new[] { 0 }, new[] { 1 })]
    [InlineData(new[] { 0, 1 }, 4, new[] { 0 }, new[] { 1 })]
    [InlineData(new[] { 2, 3, 6, 7 }, 1, new[] { 2, 3, 6 }, new[] { 7 })]
    [InlineData(new[] { 0, 1, 2, 3 }, 2, new[] { 0, 1 }, new[] { 2, 3 })]
    public void Create_SeveralProcessors_GeneratorHasItsOwnOnePerLoop(int[] allowed, int loops, int[] target, int[] generator)
    {
        var plan = ProcessorPlan.Create(allowed, loops);

        Assert.Equal(target, plan.Target);
        Assert.Equal(generator, plan.Generator);
    }

    [Fact]
    public void Create_OneProcessor_IsShared() => Assert.Equal(new ProcessorPlan(null, null), ProcessorPlan.Create([3], 1));

    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3,6", new[] { 0, 1, 2, 3, 6 })]
    public void ParseList_KernelsForm_IsRead(string text, int[] expected) => Assert.Equal(expected, ProcessorPlan.ParseList(text));
}

using LoadLab.Benchmarks.Batching;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Tests.Processes;

namespace LoadLab.Benchmarks.Tests.Batching;

/// <summary>The modes that are compared do the same work, and are the modes they are said to be.</summary>
[Collection(ChildProcesses.Collection)]
public sealed class BatchAnswersTests
{
    private static readonly Repository Here = Repository.Find();

    private static readonly InferenceMode Batched = new(8, 5);

    public static TheoryData<string> Scenarios => [.. BatchingScenario.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task CompareAnswers_BatchedAndIndividual_AreTheSame(string name)
    {
        var scenario = BatchingScenario.All.Single(scenario => scenario.Name == name);
        var bodies = scenario.ReadBodies(Here);
        await using var individual = await StartAsync(scenario, InferenceMode.Individual);
        await using var batched = await StartAsync(scenario, Batched);

        await BatchingSession.CompareAnswersAsync([individual, batched], bodies, default);

        Assert.Equal(bodies.Count, (await individual.ReadTotalsAsync(default)).Items);
        var totals = await batched.ReadTotalsAsync(default);
        Assert.Equal(bodies.Count, totals.Items);
        Assert.InRange(totals.Batches, bodies.Count / (double)Batched.Size, bodies.Count - 1);
    }

    [Fact]
    public async Task CompareAnswers_AnotherModel_IsToldApart()
    {
        var perceptron = BatchingScenario.All.Single(scenario => scenario.Name == "predict");
        await using var individual = await StartAsync(perceptron, InferenceMode.Individual);
        await using var batched = await StartAsync(perceptron with { Model = "covertype-forest" }, Batched);

        var refusal = await Assert.ThrowsAsync<BenchmarkException>(() => BatchingSession.CompareAnswersAsync([individual, batched], perceptron.ReadBodies(Here), default));

        Assert.Contains("they cannot be compared", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<BatchingTarget> StartAsync(BatchingScenario scenario, InferenceMode mode) =>
        BatchingTarget.StartAsync(TestPrograms.Target, scenario, mode, ProcessorPair.Find().Server, default);
}

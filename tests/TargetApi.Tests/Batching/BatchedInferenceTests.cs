using FsCheck;
using FsCheck.Fluent;
using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Tests.Inference;

namespace LoadLab.TargetApi.Tests.Batching;

/// <summary>Against the real runtime. The model "moody" answers a row with itself; see make_models.py for what its first two numbers do.</summary>
public sealed class BatchedInferenceTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>, IDisposable
{
    /// <summary>Rounds of work that take the model some tenths of a second.</summary>
    private const float Slow = 20_000;

    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CounterMemory _memory = CounterMemory.Create(1);
    private readonly Predictor _moody = fixture.Load(TargetFolder.Fixture("moody.onnx"));

    private long Waiting => _memory.Facts(0)[CounterLayout.BatchWaiting];

    private long Jobs => Sum(CounterLayout.BatchSizes + BatchSizeBuckets.Count, 1);

    private long Batches => Sum(CounterLayout.BatchSizes, BatchSizeBuckets.Count);

    [Fact]
    public async Task Run_RandomRequests_AnswersEachWithItsOwnRows()
    {
        await using BatchedInference inference = Create(size: 7, TimeSpan.FromMilliseconds(2));
        Gen<float[][]> request = Gen.Choose(0, 9).Select(i => (float)i).ArrayOf(3).ArrayOf().Where(rows => rows.Length is > 0 and < 40);
        Prop.ForAll(
            request.NonEmptyListOf().ToArbitrary(),
            requests =>
            {
                Task<float[]>[] answers = [.. requests.Select(rows => Ask(inference, _moody, rows))];
                return answers.Zip(requests).All(pair => pair.First.GetAwaiter().GetResult().SequenceEqual(pair.Second.SelectMany(row => row)));
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("covertype-mlp")]
    [InlineData("covertype-forest")]
    public async Task Run_BundledModel_AnswersAsIndividualModeDoes(string name)
    {
        using Predictor predictor = fixture.Load(name);
        await using BatchedInference inference = Create(size: 16, TimeSpan.FromMilliseconds(2));
        float[][] rows = ExpectedAnswers.Of(name).Normalised;
        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, _) =>
        {
            PredictionBuffer alone = Fill(predictor, [rows[i % rows.Length], rows[i * 7 % rows.Length]]);
            PredictionBuffer batched = Fill(predictor, [rows[i % rows.Length], rows[i * 7 % rows.Length]]);
            alone.Run();
            await inference.Run(predictor, batched, Clock(), CancellationToken.None);
            Assert.Equal(alone.Labels.ToArray(), batched.Labels.ToArray());
            foreach ((float expected, float actual) in alone.Scores.ToArray().Zip(batched.Scores.ToArray()))
            {
                Assert.Equal(expected, actual, 1e-5);
            }
        });
        Assert.Equal(500, Jobs);
    }

    [Fact]
    public async Task Run_FullBatches_WaitForNoTimer()
    {
        await using BatchedInference inference = Create(size: 4, Never);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Ask(inference, _moody, [[i, 0, 0]]))).WaitAsync(Patience);
        Assert.Equal((8, 2), (Jobs, Batches));
    }

    [Fact]
    public async Task Run_PartialBatch_GoesWhenItsTimeIsUp()
    {
        await using BatchedInference inference = Create(size: 100, TimeSpan.FromSeconds(1));
        Task<float[]>[] answers = [.. Enumerable.Range(0, 3).Select(i => Ask(inference, _moody, [[i, 0, 0]]))];
        Assert.Equal(3, Waiting);
        await Task.WhenAll(answers).WaitAsync(Patience);
        Assert.Equal((3, 1, 0), (Jobs, Batches, Waiting));
    }

    [Fact]
    public async Task Run_NoTimeToWait_RunsAtOnce()
    {
        await using BatchedInference inference = Create(size: 100, TimeSpan.Zero);
        Assert.Equal<float[]>([5, 0, 1], await Ask(inference, _moody, [[5, 0, 1]]).WaitAsync(Patience));
        Assert.Equal((1, 1), (Jobs, Batches));
    }

    [Fact]
    public async Task Run_BadRequestAmongGood_FailsAlone()
    {
        await using BatchedInference inference = Create(size: 3, Never);
        Task<float[]> first = Ask(inference, _moody, [[1, 0, 2], [2, 0, 2]]);
        Task<float[]> bad = Ask(inference, _moody, [[3, 0, 2], [10, 0, 2]]);
        Task<float[]> last = Ask(inference, _moody, [[4, 0, 2]]);
        Assert.Equal<float[]>([1, 0, 2, 2, 0, 2], await first.WaitAsync(Patience));
        Assert.Equal<float[]>([4, 0, 2], await last.WaitAsync(Patience));
        await Assert.ThrowsAsync<OnnxRuntimeException>(() => bad.WaitAsync(Patience));
        Assert.Equal((2, 2), (Jobs, Batches));
    }

    [Fact]
    public async Task Run_ClientGoneBeforeTheStart_IsLeftOut()
    {
        await using BatchedInference inference = Create(size: 2, Never);
        using var gone = new CancellationTokenSource();
        Task<float[]> abandoned = Ask(inference, _moody, [[1, 0, 0]], gone.Token);
        await gone.CancelAsync();
        Assert.Equal<float[]>([2, 0, 0], await Ask(inference, _moody, [[2, 0, 0]]).WaitAsync(Patience));
        await Assert.ThrowsAsync<OperationCanceledException>(() => abandoned.WaitAsync(Patience));
        Assert.Equal((1, 1), (Jobs, Batches));
    }

    [Fact]
    public async Task Run_QueueFull_TurnsAwayUntilThereIsRoom()
    {
        await using BatchedInference inference = Create(size: 2, TimeSpan.FromMilliseconds(5), limit: 2);
        var asked = new List<Task<float[]>>();
        while (!asked.Any(t => t.IsFaulted))
        {
            // On another thread: the request that fills a batch runs it.
            asked.Add(Task.Run(() => Ask(inference, _moody, [[1, Slow, 0]])));
            await Task.WhenAny(asked[^1], Task.Delay(5));
        }

        await Task.WhenAny(Task.WhenAll(asked), Task.Delay(Patience));
        Task<float[]>[] refused = [.. asked.Where(t => t.IsFaulted)];
        Assert.All(refused, t => Assert.Contains("BATCH_QUEUE_LIMIT", Assert.IsType<UnavailableException>(t.Exception!.InnerException).Message, StringComparison.Ordinal));
        Assert.All(asked.Except(refused), t => Assert.True(t.IsCompletedSuccessfully));
        Assert.Equal(asked.Count - refused.Length, Jobs);
        Assert.Null(inference.Full);
        Assert.Equal<float[]>([5, 0, 1], await Ask(inference, _moody, [[5, 0, 1]]).WaitAsync(Patience));
    }

    [Fact]
    public async Task Run_TwoModels_NeverShareABatch()
    {
        using Predictor other = fixture.Load(TargetFolder.Fixture("regression.onnx"));
        await using BatchedInference inference = Create(size: 4, TimeSpan.FromMilliseconds(50));
        Task<float[]>[] answers =
        [
            Ask(inference, _moody, [[1, 0, 2]]), Ask(inference, other, [[1, 2, 3]]), Ask(inference, _moody, [[3, 0, 2]]), Ask(inference, other, [[4, 5, 6]]),
        ];
        float[][] all = await Task.WhenAll(answers).WaitAsync(Patience);
        Assert.Equal<float[]>([[1, 0, 2], [6], [3, 0, 2], [15]], all);
        Assert.Equal(4, Batches);
    }

    [Fact]
    public async Task Run_MoreRowsThanABatchHolds_AreSplitBetweenRequests()
    {
        await using BatchedInference inference = Create(size: 3, TimeSpan.FromMilliseconds(50));
        float[][] rows = [.. Enumerable.Range(0, 2_000_000).Select(i => new float[] { i % 10, 0, i })];
        float[][] all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Ask(inference, _moody, rows))).WaitAsync(Patience);
        Assert.All(all, answer => Assert.Equal(rows.SelectMany(r => r), answer));
        Assert.Equal((3, 3), (Jobs, Batches));
    }

    [Fact]
    public async Task Open_ServiceAboutToStop_RunsWhatWaits()
    {
        await using BatchedInference inference = Create(size: 100, Never);
        using var stopping = new CancellationTokenSource();
        await inference.Open(stopping.Token);
        Task<float[]> waiting = Ask(inference, _moody, [[1, 0, 0]]);
        await stopping.CancelAsync();
        Assert.Equal<float[]>([1, 0, 0], await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Run_Answered_TimesQueueAndBatch()
    {
        await using BatchedInference inference = Create(size: 2, Never);
        StageClock first = Clock(), second = Clock();
        ValueTask waiting = inference.Run(_moody, Fill(_moody, [[1, 100, 0]]), first, CancellationToken.None);
        await inference.Run(_moody, Fill(_moody, [[1, 0, 0]]), second, CancellationToken.None);
        await waiting;
        Assert.Equal(first.Ticks(Stage.Infer), second.Ticks(Stage.Infer));
        Assert.True(first.Ticks(Stage.Queue) > second.Ticks(Stage.Queue));
        Assert.InRange(first.Ticks(Stage.Infer), 1, long.MaxValue);
    }

    public void Dispose()
    {
        _moody.Dispose();
        _memory.Dispose();
    }

    private BatchedInference Create(int size, TimeSpan timeout, int limit = 1000) => new(size, timeout, limit, new WorkerCounters(_memory, 0), lines: null);

    private StageClock Clock()
    {
        var clock = new StageClock(new WorkerCounters(_memory, 0));
        clock.Start(EndpointName.Predict);
        return clock;
    }

    private long Sum(int first, int count)
    {
        long sum = 0;
        for (int stripe = 0; stripe < _memory.Stripes; stripe++)
        {
            foreach (long value in _memory.Stripe(0, stripe).Slice(first, count))
            {
                sum += value;
            }
        }

        return sum;
    }

    private async Task<float[]> Ask(BatchedInference inference, Predictor predictor, float[][] rows, CancellationToken cancellation = default)
    {
        PredictionBuffer buffer = Fill(predictor, rows);
        await inference.Run(predictor, buffer, Clock(), cancellation);
        float[] answer = buffer.Scores.ToArray();
        predictor.Return(buffer);
        return answer;
    }

    private static PredictionBuffer Fill(Predictor predictor, float[][] rows)
    {
        PredictionBuffer buffer = predictor.Rent();
        foreach (float[] row in rows)
        {
            row.CopyTo(buffer.Rows.Add());
        }

        return buffer;
    }
}

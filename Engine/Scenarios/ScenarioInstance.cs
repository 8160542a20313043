using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>One virtual user, or one slot of an open load: runs iterations one at a time.</summary>
internal sealed class ScenarioInstance : IScenarioContext
{
    private readonly ScenarioProps _scenario;
    private readonly ScenarioSession _session;
    private readonly ScenarioRecorder _recorder;
    private long _stepSentBytes;
    private long _stepSizeBytes;

    internal ScenarioInstance(ScenarioProps scenario, ScenarioSession session, ScenarioRecorder recorder, ScenarioInfo info, int seed, CancellationToken over)
    {
        _scenario = scenario;
        _session = session;
        _recorder = recorder;
        ScenarioInfo = info;
        Random = new Random(seed);
        ScenarioCancellationToken = over;
    }

    public TestInfo TestInfo => _session.TestInfo;

    public ScenarioInfo ScenarioInfo { get; private set; }

    public ScenarioLogger Logger => _session.Logger;

    public long InvocationNumber { get; private set; }

    public Dictionary<string, object> Data { get; } = [];

    public Dictionary<string, object> ScenarioInstanceData { get; } = [];

    public CancellationToken ScenarioCancellationToken { get; }

    public Random Random { get; }

    /// <summary>The iteration under way; only the recorder touches it, under its lock.</summary>
    internal IterationState Iteration { get; } = new();

    public void StopScenario(string scenarioName, string reason) => _session.Stop(scenarioName, reason);

    public void StopCurrentTest(string reason) => _session.StopAll(reason);

    /// <summary>One iteration, recorded from beginning to end. Never throws.</summary>
    /// <param name="arrival">What it begins by; null for a virtual user, whose iterations begin when they can.</param>
    internal async Task RunIterationAsync(Arrival? arrival)
    {
        if (!_recorder.TryBegin(Iteration, arrival))
        {
            return;
        }

        Prepare();
        var response = await RunScenarioAsync().ConfigureAwait(false);
        var failures = _recorder.Complete(Iteration, response, BytesOf(response));
        if (failures >= _scenario.MaxFailCount)
        {
            _session.StopAll($"{failures} iterations of {_scenario.ScenarioName} have failed, the limit is {_scenario.MaxFailCount}.");
        }
    }

    internal async Task<Response<T>> RunStepAsync<T>(string name, Func<Task<Response<T>>> run)
    {
        var start = MonotonicClock.NowNs();
        var response = await RunStepCodeAsync(name, run).ConfigureAwait(false);
        response = response.MeasuredAs(MonotonicClock.NowNs() - start);
        _recorder.CompleteStep(Iteration, name, response, MonotonicClock.NowNs() - start);
        Interlocked.Add(ref _stepSentBytes, response.SentBytes);
        Interlocked.Add(ref _stepSizeBytes, response.SizeBytes);
        return response.IsError && _scenario.RestartIterationOnFail ? throw new StepFailedException(response) : response;
    }

    private void Prepare()
    {
        InvocationNumber++;
        Data.Clear();
        _stepSentBytes = 0;
        _stepSizeBytes = 0;
        var operation = Iteration.IsMeasured ? ScenarioOperation.Bombing : ScenarioOperation.WarmUp;
        if (ScenarioInfo.ScenarioOperation != operation)
        {
            ScenarioInfo = ScenarioInfo with { ScenarioOperation = operation };
        }
    }

    private async Task<IResponse> RunScenarioAsync()
    {
        try
        {
            return await _scenario.Run!(this).ConfigureAwait(false) ?? throw new InvalidOperationException("The scenario returned no response.");
        }
        catch (StepFailedException failure)
        {
            return failure.Response;
        }
        catch (Exception exception)
        {
            Report($"An iteration of {_scenario.ScenarioName}", exception);
            return Response.From<object>(exception);
        }
    }

    private async Task<Response<T>> RunStepCodeAsync<T>(string name, Func<Task<Response<T>>> run)
    {
        try
        {
            return await run().ConfigureAwait(false) ?? throw new InvalidOperationException($"The step {name} returned no response.");
        }
        catch (Exception exception) when (exception is not StepFailedException)
        {
            Report($"The step {name} of {_scenario.ScenarioName}", exception);
            return Response.From<T>(exception);
        }
    }

    /// <summary>Code that gives up because the run is over is as it should be.</summary>
    private void Report(string where, Exception exception)
    {
        if (!ScenarioCancellationToken.IsCancellationRequested)
        {
            _session.Exceptions.Report(where, exception);
        }
    }

    /// <summary>The steps' bytes, and the response's own where it is not one of the steps' responses.</summary>
    private IterationBytes BytesOf(IResponse response)
    {
        var measured = response as IMeasuredResponse;
        var counted = measured?.IsCountedInStep == true;
        var sent = _stepSentBytes + (counted ? 0 : measured?.SentBytes ?? 0);
        var size = _stepSizeBytes + (counted ? 0 : response.SizeBytes);
        return new IterationBytes(sent, size - sent);
    }
}

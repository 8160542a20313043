namespace LoadLab.Engine.Scenarios;

/// <summary>What an iteration knows about itself and the run.</summary>
public interface IScenarioContext
{
    TestInfo TestInfo { get; }

    ScenarioInfo ScenarioInfo { get; }

    ScenarioLogger Logger { get; }

    /// <summary>How many iterations this instance has begun, the present one included.</summary>
    long InvocationNumber { get; }

    /// <summary>Passes values between the steps of one iteration; emptied before each.</summary>
    Dictionary<string, object> Data { get; }

    /// <summary>Keeps values as long as the instance lives.</summary>
    Dictionary<string, object> ScenarioInstanceData { get; }

    /// <summary>Cancelled when the run is over and no longer waits for this iteration.</summary>
    CancellationToken ScenarioCancellationToken { get; }

    /// <summary>The instance's own source, seeded from the run's seed.</summary>
    Random Random { get; }

    /// <summary>Ends the scenario of that name before its plan does; its result says that it was cancelled.</summary>
    void StopScenario(string scenarioName, string reason);

    /// <summary>Ends all scenarios of the run before their plans do.</summary>
    void StopCurrentTest(string reason);
}

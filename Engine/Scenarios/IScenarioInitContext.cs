namespace LoadLab.Engine.Scenarios;

/// <summary>What a scenario's init and clean know.</summary>
public interface IScenarioInitContext
{
    TestInfo TestInfo { get; }

    ScenarioInfo ScenarioInfo { get; }

    ScenarioLogger Logger { get; }
}

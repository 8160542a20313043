namespace LoadLab.Engine.Scenarios;

internal sealed record ScenarioInitContext(TestInfo TestInfo, ScenarioInfo ScenarioInfo, ScenarioLogger Logger) : IScenarioInitContext;

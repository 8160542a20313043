namespace LoadLab.Engine.Scenarios;

/// <summary>How the user calls the test.</summary>
public sealed record TestInfo(string TestSuite, string TestName);

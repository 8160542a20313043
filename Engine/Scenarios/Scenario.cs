namespace LoadLab.Engine.Scenarios;

/// <summary>Begins the description of a scenario: what one virtual user does in one iteration.</summary>
public static class Scenario
{
    /// <param name="name">The name in results.</param>
    /// <param name="run">One iteration; a response with an error, or an exception, counts as failed.</param>
    public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new ScenarioProps(name, run);
    }

    /// <summary>A scenario without iterations, for its init and clean.</summary>
    public static ScenarioProps Empty(string name) => new(name, run: null);
}

namespace LoadLab.Engine.Scenarios;

/// <summary>Which instance (virtual user) of which scenario runs.</summary>
public sealed record ScenarioInfo
{
    /// <summary>Scenario and instance in one text, to correlate by.</summary>
    public required string InstanceId { get; init; }

    /// <summary>0, 1, 2… in the order in which instances were needed.</summary>
    public required int InstanceNumber { get; init; }

    public required string ScenarioName { get; init; }

    /// <summary>Length of the plan; zero where it ends when its iterations are done.</summary>
    public required TimeSpan ScenarioDuration { get; init; }

    public required ScenarioOperation ScenarioOperation { get; init; }
}

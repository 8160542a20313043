namespace LoadLab.Engine.Scenarios;

/// <summary>Hands data to iterations; safe to use from many at once.</summary>
public interface IDataFeed<T>
{
    /// <summary>All there is.</summary>
    T[] Items { get; }

    T GetNextItem(ScenarioInfo scenarioInfo);
}

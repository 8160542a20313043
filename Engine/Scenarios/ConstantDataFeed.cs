namespace LoadLab.Engine.Scenarios;

internal sealed class ConstantDataFeed<T>(T[] items) : IDataFeed<T>
{
    public T[] Items => items;

    public T GetNextItem(ScenarioInfo scenarioInfo) => items[scenarioInfo.InstanceNumber % items.Length];
}

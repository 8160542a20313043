namespace LoadLab.Engine.Scenarios;

internal sealed class CircularDataFeed<T>(T[] items) : IDataFeed<T>
{
    private long _next = -1;

    public T[] Items => items;

    public T GetNextItem(ScenarioInfo scenarioInfo) => items[Interlocked.Increment(ref _next) % items.Length];
}

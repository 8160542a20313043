namespace LoadLab.Engine.Scenarios;

internal sealed class RandomDataFeed<T>(T[] items, Random random) : IDataFeed<T>
{
    private readonly Lock _drawing = new();

    public T[] Items => items;

    public T GetNextItem(ScenarioInfo scenarioInfo)
    {
        lock (_drawing)
        {
            return items[random.Next(items.Length)];
        }
    }
}

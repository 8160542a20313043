namespace LoadLab.Engine.Scenarios;

/// <summary>Feeds that iterations take data from.</summary>
public static class DataFeed
{
    /// <summary>Each instance always gets the same item, and different instances different ones while there are enough.</summary>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public static IDataFeed<T> Constant<T>(IEnumerable<T> data) => new ConstantDataFeed<T>(Items(data));

    /// <summary>One item after another over all instances, from the start again after the last.</summary>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public static IDataFeed<T> Circular<T>(IEnumerable<T> data) => new CircularDataFeed<T>(Items(data));

    /// <summary>Any item, each as likely, in an order that <paramref name="seed"/> fixes.</summary>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public static IDataFeed<T> Random<T>(IEnumerable<T> data, int seed = 42) => new RandomDataFeed<T>(Items(data), new Random(seed));

    private static T[] Items<T>(IEnumerable<T> data)
    {
        T[] items = [.. data];
        return items.Length > 0 ? items : throw new ArgumentException("A data feed needs at least one item.", nameof(data));
    }
}

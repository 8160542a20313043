using LoadLab.Engine.Scenarios;

namespace LoadLab.Engine.Tests.Scenarios;

public sealed class DataFeedTests
{
    [Fact]
    public void Constant_GivesEachInstanceItsOwnItem()
    {
        var feed = DataFeed.Constant([10, 20, 30]);

        Assert.Equal([10, 20, 30, 10, 20], new[] { 0, 1, 2, 3, 1 }.Select(number => feed.GetNextItem(Instance(number))));
    }

    [Fact]
    public void Circular_FromManyThreads_GivesEveryItemEquallyOften()
    {
        var feed = DataFeed.Circular(Enumerable.Range(0, 7));
        var taken = new int[7];

        Parallel.For(0, 7_000, _ => Interlocked.Increment(ref taken[feed.GetNextItem(Instance(0))]));

        Assert.All(taken, count => Assert.Equal(1_000, count));
    }

    [Fact]
    public void Random_SameSeed_GivesTheSameOrderOfAllItems()
    {
        int[] Draw(int seed)
        {
            var feed = DataFeed.Random(Enumerable.Range(0, 5), seed);
            return [.. Enumerable.Range(0, 200).Select(_ => feed.GetNextItem(Instance(0)))];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Equal(5, Draw(1).Distinct().Count());
    }

    [Fact]
    public void Create_NoItems_IsRefused() => Assert.Throws<ArgumentException>(() => DataFeed.Circular(Array.Empty<int>()));

    [Fact]
    public void LoadJson_File_IsReadAndAMissingOneSaysSo()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """[{"name":"ann","age":3},{"Name":"bob","Age":4}]""");

            Assert.Equal([new Person("ann", 3), new Person("bob", 4)], Data.LoadJson<Person[]>(path));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Contains(path, Assert.Throws<LoadSetupException>(() => Data.LoadJson<Person[]>(path)).Message);
    }

    private static ScenarioInfo Instance(int number) => new()
    {
        InstanceId = $"s_{number}",
        InstanceNumber = number,
        ScenarioName = "s",
        ScenarioDuration = TimeSpan.Zero,
        ScenarioOperation = ScenarioOperation.Bombing,
    };

    private sealed record Person(string Name, int Age);
}

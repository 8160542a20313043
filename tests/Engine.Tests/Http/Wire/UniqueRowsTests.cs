using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Wire;

public sealed class UniqueRowsTests
{
    [Fact]
    public void Take_OneShare_GivesEveryRowOfItOnceAndThenNone() =>
        Assert.Equal([1, 4, 7, -1, -1], Take(new UniqueRows(10, [new RowShare(1, 3)]), 5));

    [Fact]
    public void Take_SeveralParts_GivesThemOneAfterAnother() =>
        Assert.Equal([0, 5, 1, 3, 5, -1], Take(new UniqueRows(6, [new RowShare(0, 5), new RowShare(9, 2), new RowShare(1, 2), new RowShare(6, 1)]), 6));

    [Fact]
    public void Give_Half_KeepsTheNextRowAndGivesEverySecond()
    {
        var rows = new UniqueRows(10, [new RowShare(0, 1)]);
        Take(rows, 3);

        Assert.Equal([new RowShare(4, 2)], rows.Give(all: false));

        Assert.Equal([3, 5, 7, 9, -1], Take(rows, 5));
    }

    [Fact]
    public void Give_HalfOfManySmallParts_HalvesThemTogether()
    {
        var rows = new UniqueRows(6, [.. Enumerable.Range(0, 6).Select(row => new RowShare(row, 6))]);

        var given = rows.Give(all: false);

        Assert.Equal([1, 3, 5], given.Select(part => part.First));
        Assert.Equal([0, 2, 4, -1], Take(rows, 4));
    }

    [Fact]
    public void Give_All_LeavesNothingUntilOthersComeIn()
    {
        var rows = new UniqueRows(10, [new RowShare(0, 2)]);
        Take(rows, 1);

        Assert.Equal([new RowShare(2, 2)], rows.Give(all: true));

        Assert.Equal(-1, rows.Take());
        Assert.Empty(rows.Give(all: true));
        rows.Add([new RowShare(7, 2)]);
        Assert.Equal([7, 9, -1], Take(rows, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Give_LastRowsAgainAndAgain_AreNeitherLostNorDoubled(long stride)
    {
        UniqueRows[] generators = [new(3, [new RowShare(1, stride)]), new(3, [])];

        for (var times = 0; times < 200; times++)
        {
            generators[1].Add(generators[0].Give(all: false));
            generators[0].Add(generators[1].Give(all: false));
        }

        var left = Take(generators[0], 3).Concat(Take(generators[1], 3)).Where(row => row >= 0).Order();
        Assert.Equal(stride == 1 ? [1, 2] : [1], left);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Take_WhileRowsAreHandedRound_EveryRowIsTakenExactlyOnce(int seed)
    {
        const int Rows = 300_000;
        UniqueRows[] generators = [new(Rows, [new RowShare(0, 2)]), new(Rows, [new RowShare(1, 2)]), new(Rows, [])];
        var taken = new int[Rows];
        var left = Rows;
        var takers = Enumerable.Range(0, 4).Select(taker => Start(() =>
        {
            while (Volatile.Read(ref left) > 0)
            {
                if (generators[taker % generators.Length].Take() is var row and >= 0)
                {
                    Interlocked.Increment(ref taken[row]);
                    Interlocked.Decrement(ref left);
                }
            }
        })).ToList();
        var handing = Start(() =>
        {
            var random = new Random(seed);
            while (Volatile.Read(ref left) > 0)
            {
                var (from, to) = (random.Next(generators.Length), random.Next(generators.Length));
                generators[to].Add(generators[from].Give(all: random.Next(4) == 0));
            }
        });

        // A row lost would let them look for it for ever.
        Assert.All(takers.Append(handing), thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1))));
        Assert.All(taken, times => Assert.Equal(1, times));
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static int[] Take(UniqueRows rows, int times) => [.. Enumerable.Range(0, times).Select(_ => rows.Take())];
}

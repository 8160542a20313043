using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class ArrivalQueueTests
{
    /// <summary>Positive numbers are added, others take one out: the outcome must be that of the framework's queue.</summary>
    [Fact]
    public void AddAndRemove_AnyOrder_IsFirstInFirstOut() =>
        Check.One(Config.QuickThrowOnFailure.WithEndSize(2000), Prop.ForAll<int[]>(steps =>
        {
            var queue = new ArrivalQueue();
            var model = new Queue<long>();
            foreach (var step in steps)
            {
                if (step % 3 != 0)
                {
                    queue.Add(step);
                    model.Enqueue(step);
                }
                else if (model.TryDequeue(out var first))
                {
                    Assert.Equal(first, queue.First);
                    queue.RemoveFirst();
                }
            }

            Assert.Equal(model.Count, queue.Count);
            return model.All(expected =>
            {
                var first = queue.First;
                queue.RemoveFirst();
                return first == expected;
            });
        }));

    [Fact]
    public void Clear_SomeWaiting_ReturnsHowMany()
    {
        var queue = new ArrivalQueue();
        queue.Add(1);
        queue.Add(2);

        Assert.Equal(2, queue.Clear());
        Assert.Equal(0, queue.Count);
    }
}

using System.Net.WebSockets;
using LoadLab.Harness.Agents.Protocol;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>What becomes of bytes that no side of the protocol sends.</summary>
[Collection(AloneCollection.Name)]
public sealed class GarbageTests
{
    private static readonly Frame[] Valid = [.. Samples.All.Select(Frame.Of)];

    [Fact]
    public void Read_ManyDamagedFrames_AreMessagesOrBreachesAndNothingElse()
    {
        var random = new Random(8_675_309);
        var outcomes = new Dictionary<string, int>();
        for (var number = 0; number < 100_000; number++)
        {
            var frame = Damaged(random);
            var outcome = Outcome(frame);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // Few changes leave a message a message, such as one in a text that may say anything; most are found out.
        Assert.Equal(["Malformed", "read"], outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(outcomes["read"], 1_000, 40_000);
    }

    [Fact]
    public async Task Channel_ManyConnectionsOfGarbage_EndsEachAndKeepsNothing()
    {
        var random = new Random(31_337);
        var outcomes = new Dictionary<string, int>();
        await ConnectManyAsync(random, outcomes, 300);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await ConnectManyAsync(random, outcomes, 3_000);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(3_300, outcomes.Values.Sum());
        Assert.Equal(["Malformed", "OutOfOrder", "TooLarge", "end"], outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.All(outcomes.Values, count => Assert.InRange(count, 50, 3_000));
        // A connection that left even one of its buffers behind would make 12 MB of it.
        Assert.InRange(after - before, long.MinValue, 4 << 20);
    }

    private static async Task ConnectManyAsync(Random random, Dictionary<string, int> outcomes, int connections)
    {
        for (var number = 0; number < connections; number++)
        {
            var outcome = await ConnectAsync(random).WaitAsync(TimeSpan.FromMinutes(1));
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>One connection: garbage below WebSocket or damaged frames above it, then the end. Returns what became of it.</summary>
    private static async Task<string> ConnectAsync(Random random)
    {
        var (near, far) = DuplexPair.Streams();
        var isCoordinator = random.Next(2) == 0;
        await using var channel = new MessageChannel(DuplexPair.Socket(near, isServer: true), isCoordinator ? Side.Coordinator : Side.Agent, new ManualTime());
        var sending = random.Next(4) == 0 ? SendBytesAsync(far, random) : SendFramesAsync(far, random);
        try
        {
            while (await channel.ReceiveAsync(CancellationToken.None) is not null)
            {
            }

            return "end";
        }
        catch (ProtocolException breach)
        {
            return breach.Code.ToString();
        }
        finally
        {
            await channel.DisposeAsync();
            // It may find the connection closed before it is through.
            await Record.ExceptionAsync(() => sending);
        }
    }

    private static async Task SendBytesAsync(Stream far, Random random)
    {
        await far.WriteAsync(Bytes(random, random.Next(1, 300)));
        await far.DisposeAsync();
    }

    private static async Task SendFramesAsync(Stream far, Random random)
    {
        using var socket = DuplexPair.Socket(far, isServer: false);
        for (var frames = random.Next(1, 4); frames > 0; frames--)
        {
            var frame = random.Next(8) == 0 ? new Frame(true, [.. Enumerable.Repeat((byte)' ', 10_000)]) : Damaged(random);
            await socket.SendAsync(frame.Bytes, frame.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None);
        }

        await far.DisposeAsync();
    }

    private static string Outcome(Frame frame)
    {
        try
        {
            frame.Read();
            return "read";
        }
        catch (ProtocolException breach)
        {
            Assert.InRange(breach.Reason.Length, 1, ProtocolLimits.SentenceCharacters);
            return breach.Code.ToString();
        }
    }

    private static Frame Damaged(Random random)
    {
        var frame = Valid[random.Next(Valid.Length)];
        var bytes = frame.Bytes.ToList();
        switch (random.Next(8))
        {
            case 0:
                return new Frame(random.Next(2) == 0, Bytes(random, random.Next(500)));
            case 1:
                return frame with { IsText = !frame.IsText };
            case 2:
                // The right first byte, and what follows is anything.
                return new Frame(false, [(byte)random.Next(1, 4), .. Bytes(random, random.Next(500))]);
            case 3:
                bytes.RemoveRange(random.Next(bytes.Count), 1);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), Bytes(random, random.Next(1, 20)));
                break;
            case 5:
                var other = Valid[random.Next(Valid.Length)].Bytes;
                bytes = [.. bytes[..random.Next(bytes.Count)], .. other[random.Next(other.Length)..]];
                break;
            default:
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                {
                    bytes[random.Next(bytes.Count)] = frame.IsText ? (byte)random.Next(32, 127) : (byte)random.Next(256);
                }

                break;
        }

        return frame with { Bytes = [.. bytes] };
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}

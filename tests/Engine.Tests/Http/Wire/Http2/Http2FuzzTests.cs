using LoadLab.Engine.Http.Wire.Http2;
using static LoadLab.Engine.Tests.Http.Wire.Http2.ServerFrames;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>What no test thought of: seeded, so that a failure comes again.</summary>
public sealed class Http2FuzzTests
{
    private const int Inputs = 200_000;
    private const int MostWaiting = 512 * 1024;

    private static readonly FrameType[] Types = [.. Enum.GetValues<FrameType>(), (FrameType)10];

    private static readonly byte[][] Samples =
    [
        .. Http2ViolationTests.Rules.Select(rule => rule.Frames.SelectMany(frame => frame).ToArray()).Where(bytes => bytes.Length < 100),
        Headers(1, true, ":status: 200", "content-length: 0", "server: x"),
        [.. Headers(1, false, ":status: 200"), .. GoAway(0, Http2ErrorCode.EnhanceYourCalm)],
        [.. Headers(1, false, ":status: 200", "date: Mon, 21 Oct 2013 20:13:21 GMT"), .. Data(1, false, 30), .. Data(1, true, 3)],
        [.. Headers(1, false, ":status: 103"), .. Frame(FrameType.Headers, 0, 1, 0x88), .. Frame(FrameType.Continuation, 5, 1), .. Headers(1, true, "a: b")],
        [.. Frame(FrameType.Headers, 4, 1, Convert.FromHexString("488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3")), .. Data(1, true, 1)],
    ];

    [Fact]
    public void Receive_HostileBytes_EndInTheSameStateWhateverTheSplit()
    {
        var random = new Random(9113);
        using SessionDriver whole = new(), split = new();
        var outcomes = new Dictionary<ExchangeStatus, int>();
        for (var i = 0; i < Inputs; i++)
        {
            var input = i % 3 == 0 ? RandomFrames(random) : Mutated(random);
            var atOnce = Run(whole, input, input.Length);
            var inPieces = Run(split, input, random.Next(1, 40));

            Assert.True((atOnce, whole.Session.Problem) == (inPieces, split.Session.Problem), $"input {i}: {Convert.ToHexString(input)}");
            outcomes[atOnce] = outcomes.GetValueOrDefault(atOnce) + 1;
        }

        // Every outcome is reached, so the inputs are not all refused at the door.
        Assert.All(Enum.GetValues<ExchangeStatus>(), status => Assert.True(outcomes.GetValueOrDefault(status) > 100, $"{status}: {outcomes.GetValueOrDefault(status)}"));
    }

    private static ExchangeStatus Run(SessionDriver driver, byte[] input, int pieceLength)
    {
        var session = driver.Session;
        session.Reset();
        driver.BeginAgain();
        session.Receive(Settings);
        var first = ExchangeStatus.Open;
        for (var at = 0; at < input.Length; at += pieceLength)
        {
            var status = session.Receive(input.AsSpan(at, Math.Min(pieceLength, input.Length - at)));
            first = first == ExchangeStatus.Open ? status : first;
        }

        Assert.InRange(session.Output.Waiting, 0, MostWaiting);
        return first;
    }

    private static byte[] Mutated(Random random)
    {
        var input = new List<byte>(Samples[random.Next(Samples.Length)]);
        if (random.Next(4) == 0)
        {
            input.AddRange(Samples[random.Next(Samples.Length)]);
        }

        for (var changes = random.Next(4); changes > 0 && input.Count > 0; changes--)
        {
            var at = random.Next(input.Count);
            switch (random.Next(3))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input.RemoveAt(at);
                    break;
                default:
                    input.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. input];
    }

    private static byte[] RandomFrames(Random random)
    {
        var input = new List<byte>();
        for (var frames = random.Next(1, 6); frames > 0; frames--)
        {
            var payload = new byte[random.Next(3) == 0 ? 4 : random.Next(40)];
            random.NextBytes(payload);
            if (payload.Length > 0 && random.Next(2) == 0)
            {
                payload[0] = 0x88;
            }

            input.AddRange(Frame(Types[random.Next(Types.Length)], random.Next(4) == 0 ? random.Next(256) : random.Next(2) * 5, random.Next(4) == 0 ? random.Next(5) : random.Next(2), payload));
        }

        return [.. input];
    }
}

using System.Runtime.InteropServices;
using System.Text;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>A session with the requests it is given, and a transport that takes everything as soon as asked.</summary>
internal sealed unsafe class SessionDriver : IDisposable
{
    private const int PrefaceLength = 24;

    private readonly List<nint> _memory = [];
    private RequestMessage _last;
    private bool _hasTakenPreface;

    public Http2Session Session { get; } = new(new byte[HttpResponseParser.MaxHeadBytes]);

    /// <summary>Begins a GET, or a POST with a body.</summary>
    public void Begin(int bodyLength = 0, bool toHead = false) => Begin(ServerFrames.Block(":path: /"), new byte[bodyLength], toHead);

    public void Begin(byte[] head, byte[] body, bool toHead = false)
    {
        byte[] all = [.. head, .. body];
        var memory = (nint)NativeMemory.Alloc((nuint)all.Length);
        _memory.Add(memory);
        all.CopyTo(new Span<byte>((void*)memory, all.Length));
        _last = new RequestMessage(memory, all.Length, head.Length);
        Session.Begin(_last, toHead);
    }

    /// <summary>Begins the last request once more.</summary>
    public void BeginAgain()
    {
        if (_memory.Count == 0)
        {
            Begin(bodyLength: 1);
        }
        else
        {
            Session.Begin(_last, toHead: false);
        }
    }

    /// <summary>A session that has a request under way and the server's SETTINGS, with its own output taken.</summary>
    public static SessionDriver Started(int bodyLength = 0, bool toHead = false)
    {
        var driver = new SessionDriver();
        driver.Begin(bodyLength, toHead);
        Assert.Equal(ExchangeStatus.Open, driver.Session.Receive(ServerFrames.Settings));
        driver.Take();
        return driver;
    }

    public ExchangeStatus Receive(params byte[][] frames) => Session.Receive([.. frames.SelectMany(frame => frame)]);

    /// <summary>Gives all the session can send to the transport; returns its frames.</summary>
    public List<ClientFrame> Take()
    {
        var bytes = new List<byte>();
        while (Session.Output.TryTake(out var message))
        {
            bytes.AddRange(new ReadOnlySpan<byte>((void*)message.Address, message.Length));
            Session.Output.OnSent();
            Session.Continue();
        }

        return Parse(bytes.ToArray());
    }

    public void Dispose()
    {
        Session.Dispose();
        _memory.ForEach(memory => NativeMemory.Free((void*)memory));
    }

    private List<ClientFrame> Parse(ReadOnlySpan<byte> bytes)
    {
        if (!_hasTakenPreface && bytes.Length > 0)
        {
            Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Encoding.ASCII.GetString(bytes[..PrefaceLength]));
            bytes = bytes[PrefaceLength..];
            _hasTakenPreface = true;
        }

        var frames = new List<ClientFrame>();
        while (!bytes.IsEmpty)
        {
            var header = FrameHeader.Read(bytes);
            bytes = bytes[FrameHeader.Size..];
            frames.Add(new ClientFrame(header.Type, header.Flags, header.StreamId, bytes[..header.Length].ToArray()));
            bytes = bytes[header.Length..];
        }

        return frames;
    }
}

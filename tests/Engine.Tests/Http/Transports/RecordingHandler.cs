using System.Text;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>Notes what a transport tells, by slot.</summary>
internal sealed class RecordingHandler : ITransportHandler
{
    private readonly Dictionary<int, StringBuilder> _received = [];
    private readonly HashSet<int> _connected = [];
    private readonly HashSet<int> _sent = [];
    private readonly HashSet<int> _ended = [];
    private readonly Dictionary<int, int> _sentLater = [];
    private readonly Dictionary<int, ErrorKind> _failures = [];

    /// <summary>The slot is about to be used for another connection.</summary>
    public void Forget(int slot)
    {
        _received.Remove(slot);
        _connected.Remove(slot);
        _sent.Remove(slot);
        _ended.Remove(slot);
        _sentLater.Remove(slot);
        _failures.Remove(slot);
    }

    public string Received(int slot) => _received.TryGetValue(slot, out var text) ? text.ToString() : "";

    public int ReceivedBytes(int slot) => _received.TryGetValue(slot, out var text) ? text.Length : 0;

    public bool IsConnected(int slot) => _connected.Contains(slot);

    public bool IsSent(int slot) => _sent.Contains(slot);

    public int SentLater(int slot) => _sentLater.GetValueOrDefault(slot);

    public bool HasEnded(int slot) => _ended.Contains(slot);

    public ErrorKind? Failure(int slot) => _failures.TryGetValue(slot, out var error) ? error : null;

    public void OnConnected(int slot) => Assert.True(_connected.Add(slot));

    public void OnSent(int slot, int bytes, bool isComplete)
    {
        _sentLater[slot] = SentLater(slot) + bytes;
        if (isComplete)
        {
            Assert.True(_sent.Add(slot));
        }
    }

    public void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding)
    {
        Assert.False(HasEnded(slot));
        if (!_received.TryGetValue(slot, out var text))
        {
            _received[slot] = text = new StringBuilder();
        }

        text.Append(Encoding.Latin1.GetString(data));
    }

    public void OnEnded(int slot) => _ended.Add(slot);

    public void OnFailed(int slot, ErrorKind error) => _failures[slot] = error;
}

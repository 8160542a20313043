using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Tests.Http.Loops;

/// <summary>Connects at once and has a response to every request by the next wait, so that what the loop does depends on nothing but the loop.</summary>
internal sealed class PromptTransport : ITransport
{
    private readonly Queue<int> _answered = new();
    private readonly ManualResetEventSlim _isAwake = new();
    private int _ready;

    public ConnectStatus Connect(int slot, ConnectTarget target) => ConnectStatus.Connected;

    public SendStatus Send(int slot, RequestMessage message, out int bytes)
    {
        bytes = message.Length;
        _answered.Enqueue(slot);
        return SendStatus.Sent;
    }

    public void Close(int slot)
    {
    }

    public int Wait(long timeoutNs, int maxEvents)
    {
        if (_answered.Count == 0 && timeoutNs > 0)
        {
            _isAwake.Wait(TimeSpan.FromMilliseconds(1));
            _isAwake.Reset();
        }

        _ready = Math.Min(_answered.Count, maxEvents);
        return _ready;
    }

    public void Dispatch(ITransportHandler handler)
    {
        for (; _ready > 0; _ready--)
        {
            handler.OnReceived(_answered.Dequeue(), "HTTP/1.1 204 No Content\r\n\r\n"u8, isEnding: false);
        }
    }

    public void Wake() => _isAwake.Set();

    public void Dispose() => _isAwake.Dispose();
}

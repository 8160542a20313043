using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>Takes its time over each piece, so that the peer is always ahead of it, and does not let one turn go on for ever.</summary>
/// <param name="mostInARow">Bytes that one turn may bring.</param>
internal sealed class SlowReader(int mostInARow) : ITransportHandler
{
    private int _inThisTurn;

    public int Received { get; private set; }

    public void BeginTurn() => _inThisTurn = 0;

    public void OnConnected(int slot) => Assert.Fail("It was connected before.");

    public void OnSent(int slot, int bytes, bool isComplete) => Assert.Fail("Nothing was sent.");

    public void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding)
    {
        Received += data.Length;
        _inThisTurn += data.Length;
        Assert.True(_inThisTurn <= mostInARow, $"One turn has brought {_inThisTurn} bytes of one connection.");
        Thread.SpinWait(data.Length / 4);
    }

    public void OnEnded(int slot) => Assert.Fail("The peer has not ended.");

    public void OnFailed(int slot, ErrorKind error) => Assert.Fail($"It failed: {error}.");
}

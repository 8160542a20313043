using System.Net.Security;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>Adds TLS to another transport. Connections to targets without <see cref="ConnectTarget.TlsHost"/> pass through.</summary>
/// <remarks>
/// The handshake, which computes for milliseconds and checks certificates, runs on the runtime's pool and is part of connecting. From then on
/// the loop itself encrypts and decrypts, so that this work is in the loop's CPU share and its processor, as sending and receiving are.
/// The transport below must not take it that messages last (<see cref="TransportSetup.MessagesLast"/>).
/// </remarks>
internal sealed class TlsTransport : ITransport, ITransportHandler
{
    private const int FirstSlots = 64;

    private readonly ITransport _below;
    private readonly TlsClient _tls;
    private readonly IReadOnlyList<SslApplicationProtocol> _protocols;
    private readonly FirstReason _firstFailure;
    private readonly Dictionary<string, SslClientAuthenticationOptions> _options = [];
    private readonly CompletionQueue<TlsSession> _news = new();
    private readonly Queue<TlsSession> _ready = [];
    private readonly Stack<CipherBlock> _spareBlocks = [];
    private readonly PlainBuffers _plain = new();
    private readonly Lock _wakeGate = new();
    private TlsSession?[] _sessions = new TlsSession?[FirstSlots];
    private CipherBlock _block = new();
    private ITransportHandler? _handler;
    private int _toTell;
    private int _loopThread;
    private bool _isDisposed;

    /// <param name="below">Moves the encrypted bytes; disposed with this one.</param>
    /// <param name="setup">Of the run; must have a <see cref="TransportSetup.Tls"/>.</param>
    public TlsTransport(ITransport below, TransportSetup setup)
    {
        _below = below;
        _tls = setup.Tls!;
        _protocols = setup.ApplicationProtocols;
        _firstFailure = setup.FirstTlsFailure;
    }

    public bool IsLoopThread => Environment.CurrentManagedThreadId == _loopThread;

    public ConnectStatus Connect(int slot, ConnectTarget target)
    {
        var status = _below.Connect(slot, target);
        if (target.TlsHost is not { } host || status is ConnectStatus.Refused or ConnectStatus.Failed)
        {
            return status;
        }

        if (slot >= _sessions.Length)
        {
            Array.Resize(ref _sessions, Math.Max(slot + 1, 2 * _sessions.Length));
        }

        var session = new TlsSession(this, slot, OptionsFor(host));
        _sessions[slot] = session;
        if (status == ConnectStatus.Connected)
        {
            session.BeginHandshake();
        }

        return ConnectStatus.Pending;
    }

    public SendStatus Send(int slot, RequestMessage message, out int bytes) =>
        SessionAt(slot) is { } session ? session.Send(message, out bytes) : _below.Send(slot, message, out bytes);

    public void Close(int slot)
    {
        if (SessionAt(slot) is { } session)
        {
            _sessions[slot] = null;
            session.Dispose();
            TakeBack(session.Unsent);
            TakeBack(session.Waiting);
        }

        _below.Close(slot);
    }

    public int Wait(long timeoutNs, int maxEvents)
    {
        _loopThread = Environment.CurrentManagedThreadId;
        var events = _below.Wait(_ready.Count > 0 ? 0 : timeoutNs, maxEvents);
        _news.TakeAll(_ready);
        _toTell = Math.Min(_ready.Count, maxEvents);
        return events + _toTell;
    }

    public void Dispatch(ITransportHandler handler)
    {
        _handler = handler;
        _below.Dispatch(this);
        for (; _toTell > 0; _toTell--)
        {
            var session = _ready.Dequeue();
            session.TakeNotice();
            if (!session.IsClosed)
            {
                TakeNews(session);
            }
        }
    }

    public void Wake() => _below.Wake();

    public void Dispose()
    {
        lock (_wakeGate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        for (var slot = 0; slot < _sessions.Length; slot++)
        {
            Close(slot);
        }

        _below.Dispose();
        _block.Dispose();
        foreach (var block in _spareBlocks)
        {
            block.Dispose();
        }
    }

    /// <summary>Tells the loop, from another thread, to look at a session. One that outlives the transport is told to nobody.</summary>
    public void Post(TlsSession session)
    {
        _news.Add(session);
        lock (_wakeGate)
        {
            if (!_isDisposed)
            {
                _below.Wake();
            }
        }
    }

    /// <summary>Sends, or keeps what cannot go before what is being sent; false where the session must wait before it encrypts more.</summary>
    /// <exception cref="IOException">The peer has closed or reset the connection.</exception>
    /// <exception cref="InvalidOperationException">Called on another thread than the loop's, which would mix up what connections send.</exception>
    public bool SendEncrypted(TlsSession session, ReadOnlySpan<byte> bytes)
    {
        if (!IsLoopThread)
        {
            throw new InvalidOperationException("The TLS stack went on outside the loop: its thread must have no synchronization context.");
        }

        _block.Fill(bytes);
        if (session.Unsent is not null)
        {
            session.Waiting = _block;
            _block = NewBlock();
            return false;
        }

        SendBlock(session);
        return true;
    }

    public void OnConnected(int slot)
    {
        if (SessionAt(slot) is { } session)
        {
            session.BeginHandshake();
        }
        else
        {
            _handler!.OnConnected(slot);
        }
    }

    public void OnSent(int slot, int bytes, bool isComplete)
    {
        if (SessionAt(slot) is not { } session)
        {
            _handler!.OnSent(slot, bytes, isComplete);
        }
        else if (isComplete)
        {
            _spareBlocks.Push(session.Unsent!);
            session.Unsent = null;
            OnBlockSent(session);
        }
    }

    public void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding)
    {
        if (SessionAt(slot) is not { } session)
        {
            _handler!.OnReceived(slot, data, isEnding);
            return;
        }

        session.Offer(data);
        if (session.Phase == TlsPhase.Established)
        {
            Read(session, isEnding);
        }
    }

    public void OnEnded(int slot)
    {
        if (SessionAt(slot) is not { } session)
        {
            _handler!.OnEnded(slot);
            return;
        }

        session.End();
        if (session.Phase == TlsPhase.Established)
        {
            Read(session, isEnding: true);
        }
    }

    public void OnFailed(int slot, ErrorKind error)
    {
        switch (SessionAt(slot))
        {
            case { Phase: TlsPhase.Handshaking } session:
                // The handshake fails of it, and tells so when it has.
                session.End();
                break;
            case { Phase: TlsPhase.Flushing } session:
                Fail(session, new IOException("The connection was reset."));
                break;
            default:
                _handler!.OnFailed(slot, error);
                break;
        }
    }

    private TlsSession? SessionAt(int slot) => slot < _sessions.Length ? _sessions[slot] : null;

    private SslClientAuthenticationOptions OptionsFor(string host)
    {
        if (!_options.TryGetValue(host, out var options))
        {
            _options[host] = options = _tls.OptionsFor(host, _protocols);
        }

        return options;
    }

    private CipherBlock NewBlock() => _spareBlocks.TryPop(out var spare) ? spare : new CipherBlock();

    /// <summary>False where part of it goes out later.</summary>
    private bool SendBlock(TlsSession session)
    {
        switch (_below.Send(session.Slot, _block.Message, out _))
        {
            case SendStatus.Sent:
                return true;
            case SendStatus.Pending:
                session.Unsent = _block;
                _block = NewBlock();
                return false;
            case var broken:
                session.BrokenBy = broken;
                throw new IOException("The connection is gone.");
        }
    }

    private void TakeBack(CipherBlock? block)
    {
        if (block is not null)
        {
            _spareBlocks.Push(block);
        }
    }

    private void OnBlockSent(TlsSession session)
    {
        switch (session.Phase)
        {
            case TlsPhase.Handshaking:
                TakeNews(session);
                break;
            case TlsPhase.Flushing:
                Conclude(session, Flush(session));
                break;
            case TlsPhase.Established:
                SendWaiting(session);
                TellWrite(session);
                break;
        }
    }

    private void SendWaiting(TlsSession session)
    {
        if (session.Waiting is not { } waiting)
        {
            return;
        }

        session.Waiting = null;
        _spareBlocks.Push(_block);
        _block = waiting;
        try
        {
            SendBlock(session);
            session.OnWaitingSent(null);
        }
        catch (IOException broken)
        {
            session.OnWaitingSent(broken);
        }
    }

    /// <summary>Another thread got on with a session: the handshake, nearly always.</summary>
    private void TakeNews(TlsSession session)
    {
        if (session.Phase == TlsPhase.Handshaking)
        {
            // Read before the output is taken, so that with it there is no more to come.
            var isOver = session.IsHandshakeOver;
            var isSending = Flush(session);
            if (isOver)
            {
                Conclude(session, isSending);
            }
        }
        else if (session.Phase == TlsPhase.Established)
        {
            TellWrite(session);
            if (!session.IsClosed)
            {
                Read(session, isEnding: false);
            }
        }
    }

    /// <summary>Sends what the handshake has written; true where part of it goes out later.</summary>
    private bool Flush(TlsSession session)
    {
        if (session.Unsent is not null)
        {
            return true;
        }

        try
        {
            return session.TakeOutput(_block) && !SendBlock(session);
        }
        catch (IOException)
        {
            session.End();
            return false;
        }
    }

    private void Conclude(TlsSession session, bool isSending)
    {
        if (session.Failure is { } failure)
        {
            Fail(session, failure);
        }
        else if (isSending)
        {
            session.Phase = TlsPhase.Flushing;
        }
        else
        {
            Establish(session);
        }
    }

    private void Fail(TlsSession session, Exception failure)
    {
        session.Phase = TlsPhase.Failed;
        _firstFailure.Note(_tls.Explain(session.Host, failure));
        _handler!.OnFailed(session.Slot, ErrorKind.TlsFailed);
    }

    private void Establish(TlsSession session)
    {
        session.Establish();
        _handler!.OnConnected(session.Slot);
        if (!session.IsClosed)
        {
            Read(session, isEnding: false);
        }
    }

    private void Read(TlsSession session, bool isEnding)
    {
        var status = session.Read(_plain, out var data);
        while (status == TlsReadStatus.Data)
        {
            // Looked for before the bytes are handed on, the end that follows them is told with them.
            var nextStatus = session.Read(_plain, out var next);
            _handler!.OnReceived(session.Slot, data, isEnding || nextStatus == TlsReadStatus.Ended);
            if (session.IsClosed)
            {
                return;
            }

            status = nextStatus;
            data = next;
        }

        TellEnd(session, status);
    }

    private void TellEnd(TlsSession session, TlsReadStatus status)
    {
        switch (status)
        {
            case TlsReadStatus.Ended:
                _handler!.OnEnded(session.Slot);
                break;
            case TlsReadStatus.BrokenOff:
                _handler!.OnFailed(session.Slot, ErrorKind.ConnectionClosed);
                break;
            case TlsReadStatus.Failed:
                Fail(session, session.Failure!);
                break;
        }
    }

    private void TellWrite(TlsSession session)
    {
        if (!session.IsWriting)
        {
            return;
        }

        switch (session.TryFinishWrite(out var bytes))
        {
            case SendStatus.Pending:
                break;
            case SendStatus.Sent:
                _handler!.OnSent(session.Slot, bytes, isComplete: true);
                break;
            case SendStatus.Closed:
                _handler!.OnFailed(session.Slot, ErrorKind.ConnectionClosed);
                break;
            default:
                _handler!.OnFailed(session.Slot, ErrorKind.ConnectionReset);
                break;
        }
    }
}

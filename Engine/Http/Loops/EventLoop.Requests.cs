using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <content>The way of one request: started, sent, answered or failed. Every request started ends in exactly one of the last two.</content>
internal sealed partial class EventLoop
{
    private const int NoPhase = -1;

    private readonly ConnectionList _connecting = new();

    /// <summary>In the order of their sending, which is the order in which they time out.</summary>
    private readonly ConnectionList _busy = new();

    private readonly List<HttpConnection> _slots = [];
    private readonly Stack<HttpConnection> _spareConnections = [];
    private int _connections;
    private int _inFlight;
    private int _measuredInFlight;
    private int _peakInFlight;
    private int _peakConnections;

    /// <summary>What the request asks that is about to be started.</summary>
    private RequestChoice _choice;

    private bool HasUsedUpRows => _chooser.UsedUpRequest is not null;

    public void OnConnected(int slot)
    {
        var connection = _slots[slot];
        _connecting.Remove(connection);
        connection.Target!.OnConnected();
        SendOnNew(connection);
    }

    public void OnSent(int slot, int bytes, bool isComplete)
    {
        var connection = _slots[slot];
        if (connection.Http2 is { } session)
        {
            OnHttp2Sent(connection, session, bytes, isComplete);
            return;
        }

        connection.IsSending = !isComplete;
        CountSent(connection, bytes);
    }

    public void OnReceived(int slot, ReadOnlySpan<byte> data, bool isEnding)
    {
        var connection = _slots[slot];
        if (connection.Http2 is { } session)
        {
            OnHttp2Received(connection, session, data, isEnding);
            return;
        }

        if (connection.State != ConnectionState.Busy)
        {
            // Bytes that answer nothing, such as a 408 before the server closes: the connection is of no more use.
            _recorder.Unsolicited++;
            Release(connection);
            return;
        }

        if (IsRecorded(connection))
        {
            _recorder.BytesReceived += data.Length;
        }

        switch (connection.Parser.Parse(data, out var consumed))
        {
            case ParseStatus.Complete when consumed == data.Length:
                Complete(connection, connection.Parser.StatusCode, mayKeep: !isEnding && KeepsAlive(connection));
                break;
            case ParseStatus.Complete:
                // Where its end is cannot be trusted, so neither can its time (RFC 9112 section 6.3).
                _protocolFailure ??= ResponseProblem.Surplus(connection.Parser.StatusCode, data[consumed..]);
                Fail(connection, ErrorKind.ProtocolError, CompletionNs(connection));
                break;
            case ParseStatus.Malformed:
                _protocolFailure ??= ResponseProblem.Malformed(data);
                Fail(connection, ErrorKind.ProtocolError, CompletionNs(connection));
                break;
            case ParseStatus.Incomplete when connection.FirstByteNs == 0:
                connection.FirstByteNs = CompletionNs(connection);
                break;
        }
    }

    public void OnEnded(int slot)
    {
        var connection = _slots[slot];
        if (connection.State != ConnectionState.Busy)
        {
            Release(connection);
        }
        else if (connection.Http2 is null && connection.Parser.EndOfStream() == ParseStatus.Complete)
        {
            Complete(connection, connection.Parser.StatusCode, mayKeep: false);
        }
        else
        {
            NoteClosed(connection);
            Fail(connection, ErrorKind.ConnectionClosed, CompletionNs(connection));
        }
    }

    public void OnFailed(int slot, ErrorKind error)
    {
        var connection = _slots[slot];
        if (connection.State == ConnectionState.Idle)
        {
            Release(connection);
        }
        else
        {
            NoteClosed(connection);
            Fail(connection, error, CompletionNs(connection));
        }
    }

    /// <summary>Starts a request on an open connection that is in no list.</summary>
    private void Start(HttpConnection connection, long intendedNs)
    {
        ReadClock();
        Account(connection, intendedNs);
        SendAt(connection, _clockNs);
    }

    /// <summary>Starts a request on a connection that is made for it.</summary>
    private void StartOnNew(TargetState target, VirtualUser? user, long intendedNs)
    {
        var connection = Take(target, user);
        ReadClock();
        Account(connection, intendedNs);
        var status = _transport.Connect(connection.Slot, target.Address);
        if (status == ConnectStatus.Connected)
        {
            target.OnConnected();
            SendOnNew(connection);
            return;
        }

        connection.State = ConnectionState.Connecting;
        _connecting.Add(connection);
        if (status != ConnectStatus.Pending)
        {
            Fail(connection, status == ConnectStatus.Refused ? ErrorKind.ConnectRefused : ErrorKind.ConnectFailed, _clockNs);
        }
    }

    /// <summary>From here on the request counts as sent: its bytes go out now, or its connection is being made.</summary>
    private void Account(HttpConnection connection, long intendedNs)
    {
        connection.Choice = _choice;
        connection.IntendedNs = intendedNs;
        connection.SentNs = _clockNs;
        connection.SufferedBeforeNs = _stalls.SufferedBefore(intendedNs);
        connection.IsWarmUp = _kind == IntervalKind.WarmUp || intendedNs < _timeline.MeasuredStartNs;
        connection.Phase = NoPhase;
        if (intendedNs >= _phaseStartNs && connection.User is null != _current is ClosedPhase)
        {
            // One that was due before belongs to the phase before, and is none of this phase's iterations.
            connection.Phase = _phase;
            _phaseStarted++;
        }

        _peakInFlight = Math.Max(_peakInFlight, ++_inFlight);
        _measuredInFlight += connection.IsWarmUp ? 0 : 1;
        if (IsRecorded(connection))
        {
            _recorder.RecordSent(connection.Choice.Request);
            if (connection.User is null)
            {
                _recorder.Lateness.Record(_clockNs - intendedNs);
            }
            else
            {
                _recorder.Planned++;
            }

            if (connection.User is { } user ? user.IsBlocked : _isOutOfConnections)
            {
                _recorder.Timings.Blocked.Record(_clockNs - intendedNs);
            }
        }
    }

    /// <summary>
    /// Chooses what the next request asks; false where its feed has no row left. Then the load ends here, for all loops: to go on without
    /// that request, or with a row used before, would be another load than was asked for.
    /// </summary>
    private bool TryChoose()
    {
        if (_chooser.TryTake(out _choice))
        {
            return true;
        }

        if (_timeline.EndForWantOfRows(_clockNs, _choice.Request))
        {
            _setup.WakeAll();
        }

        return false;
    }

    private void SendOnNew(HttpConnection connection)
    {
        ReadClock();
        if (IsRecorded(connection))
        {
            // What is dispatched had happened by the batch's reading; a connection made at once came after it.
            var connectedNs = connection.SentNs < _batchNs ? _batchNs : _clockNs;
            _recorder.Timings.Connect.Record(connectedNs - connection.SentNs);
        }

        SendAt(connection, _clockNs);
    }

    private void SendAt(HttpConnection connection, long nowNs)
    {
        var request = connection.Choice.Request;
        var message = _chooser.Message(connection.Target!.Index, connection.Choice);
        connection.SentNs = nowNs;
        connection.FirstByteNs = 0;
        connection.State = ConnectionState.Busy;
        _busy.Add(connection);
        if (connection.Http2 is { } session)
        {
            session.Begin(message, _chooser.IsHead(request));
            Flush(connection, session);
            return;
        }

        connection.Parser.Reset(_chooser.IsHead(request));
        connection.ClosesAfter = _chooser.ClosesConnection(request);
        var status = _transport.Send(connection.Slot, message, out var bytes);
        CountSent(connection, bytes);
        connection.IsSending = status == SendStatus.Pending;
        if (status is SendStatus.Reset or SendStatus.Closed)
        {
            Fail(connection, status == SendStatus.Reset ? ErrorKind.ConnectionReset : ErrorKind.ConnectionClosed, _clockNs);
        }
    }

    private static bool KeepsAlive(HttpConnection connection) =>
        connection.Parser.KeepsAlive && !connection.IsSending && !connection.ClosesAfter;

    private void Complete(HttpConnection connection, int status, bool mayKeep)
    {
        var nowNs = CompletionNs(connection);
        if (IsRecorded(connection))
        {
            // A response that came whole had its first byte with its last.
            var firstByteNs = connection.FirstByteNs == 0 ? nowNs : connection.FirstByteNs;
            _recorder.RecordStatus(
                connection.Choice.Request, status, nowNs - connection.IntendedNs, nowNs - connection.SentNs, firstByteNs - connection.SentNs);
            if (connection.SufferedBeforeNs != _stalls.SufferedNs)
            {
                RecordStalled(connection, status, nowNs);
            }
        }

        var user = connection.User;
        CloseRequest(connection);
        KeepOrRelease(connection, mayKeep);
        if (user is not null)
        {
            ContinueUser(user, nowNs);
        }

        ReportIfFinished();
    }

    private void RecordStalled(HttpConnection connection, int status, long nowNs)
    {
        if (!connection.IsWarmUp && status < 400)
        {
            _stalled.Record(nowNs - connection.IntendedNs, _stalls.SufferedNs - connection.SufferedBeforeNs);
        }
    }

    private void Fail(HttpConnection connection, ErrorKind error, long nowNs, bool mayKeep = false)
    {
        if (IsRecorded(connection))
        {
            _recorder.RecordError(connection.Choice.Request, error, nowNs - connection.IntendedNs, nowNs - connection.SentNs);
        }

        if (connection.State == ConnectionState.Connecting && error != ErrorKind.Unfinished)
        {
            connection.Target!.OnConnectFailed(nowNs);
        }

        var user = connection.User;
        CloseRequest(connection);
        KeepOrRelease(connection, mayKeep);
        if (user is not null)
        {
            ContinueAfterFailure(user, nowNs);
        }

        ReportIfFinished();
    }

    /// <summary>Takes the request off its connection, which is then in no list.</summary>
    private void CloseRequest(HttpConnection connection)
    {
        connection.List?.Remove(connection);
        _inFlight--;
        _measuredInFlight -= connection.IsWarmUp ? 0 : 1;
        if (connection.Phase == _phase)
        {
            _phaseFinished++;
        }
    }

    private void KeepOrRelease(HttpConnection connection, bool mayKeep)
    {
        if (mayKeep)
        {
            Keep(connection);
        }
        else
        {
            Release(connection);
        }
    }

    private void Keep(HttpConnection connection)
    {
        connection.State = ConnectionState.Idle;
        if (connection.User is null)
        {
            connection.Target!.Idle.Add(connection);
            _canStartQueued |= _queue.Count > 0;
        }
    }

    private HttpConnection Take(TargetState target, VirtualUser? user)
    {
        if (!_spareConnections.TryPop(out var connection))
        {
            connection = new HttpConnection(_slots.Count);
            _slots.Add(connection);
        }

        if (_isHttp2)
        {
            BeginHttp2(connection);
        }

        connection.Target = target;
        connection.User = user;
        if (user is not null)
        {
            user.Connections[target.Index] = connection;
        }

        _peakConnections = Math.Max(_peakConnections, ++_connections);
        return connection;
    }

    /// <summary>Closes a connection without a request and makes it ready for another use.</summary>
    private void Release(HttpConnection connection)
    {
        connection.List?.Remove(connection);
        _transport.Close(connection.Slot);
        if (connection.User is { } user)
        {
            user.Connections[connection.Target!.Index] = null;
        }

        connection.State = ConnectionState.Closed;
        connection.Target = null;
        connection.User = null;
        _spareConnections.Push(connection);
        _connections--;
        _canStartQueued |= _queue.Count > 0;
    }

    private void CountSent(HttpConnection connection, int bytes)
    {
        if (IsRecorded(connection))
        {
            _recorder.BytesSent += bytes;
        }
    }

    /// <summary>A request of the warm-up is in no measured interval, even when it ends there.</summary>
    private bool IsRecorded(HttpConnection connection) => !connection.IsWarmUp || _kind == IntervalKind.WarmUp;

    /// <summary>The batch's reading: what is dispatched had happened by then. Only an answer to a request of this same batch came later.</summary>
    private long CompletionNs(HttpConnection connection)
    {
        if (connection.SentNs < _batchNs)
        {
            return _batchNs;
        }

        ReadClock();
        return _clockNs;
    }
}

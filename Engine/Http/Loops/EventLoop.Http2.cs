using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Http.Loops;

/// <content>Connections that speak HTTP/2: as with HTTP/1.1 each carries one request at a time, and its user or arrival waits for it.</content>
internal sealed partial class EventLoop
{
    private readonly bool _isHttp2;
    private byte[]? _fieldScratch;
    private string? _protocolFailure;

    /// <summary>Frees what was sent from; the transport must have been disposed.</summary>
    public void FreeMessages() => _slots.ForEach(connection => connection.Http2?.Dispose());

    private void BeginHttp2(HttpConnection connection)
    {
        connection.Http2 ??= new Http2Session(_fieldScratch ??= new byte[HttpResponseParser.MaxHeadBytes]);
        connection.Http2.Reset();
    }

    private void OnHttp2Sent(HttpConnection connection, Http2Session session, int bytes, bool isComplete)
    {
        CountHttp2Sent(connection, bytes);
        if (isComplete)
        {
            session.Output.OnSent();
            session.Continue();
            Flush(connection, session);
        }
    }

    private void OnHttp2Received(HttpConnection connection, Http2Session session, ReadOnlySpan<byte> data, bool isEnding)
    {
        var isBusy = connection.State == ConnectionState.Busy;
        if (isBusy && IsRecorded(connection))
        {
            _recorder.BytesReceived += data.Length;
        }

        var status = session.Receive(data);
        if (isBusy)
        {
            OnExchange(connection, session, status, isEnding);
        }
        else if (isEnding || !session.KeepsAlive)
        {
            Release(connection);
        }

        // Last, so that answers to control frames go out with the next request where it follows at once. By now this may be another connection.
        if (connection.State is ConnectionState.Busy or ConnectionState.Idle)
        {
            Flush(connection, session);
        }
    }

    private void OnExchange(HttpConnection connection, Http2Session session, ExchangeStatus status, bool isEnding)
    {
        var mayKeep = !isEnding && session.KeepsAlive;
        switch (status)
        {
            case ExchangeStatus.Complete:
                // A request of which the system still has a part would hold up the next one.
                Complete(connection, session.StatusCode, mayKeep && !(session.IsRequestUnsent && session.Output.IsSending));
                break;
            case ExchangeStatus.Reset:
                _protocolFailure ??= session.Problem;
                Fail(connection, ErrorKind.ConnectionReset, CompletionNs(connection), mayKeep);
                break;
            case ExchangeStatus.Abandoned:
                _protocolFailure ??= session.Problem;
                Fail(connection, ErrorKind.ConnectionClosed, CompletionNs(connection));
                break;
            case ExchangeStatus.Broken:
                _protocolFailure ??= session.Problem;
                SayGoodbye(connection, session);
                Fail(connection, ErrorKind.ProtocolError, CompletionNs(connection));
                break;
            case ExchangeStatus.Open when session.HasResponseBegun && connection.FirstByteNs == 0:
                connection.FirstByteNs = CompletionNs(connection);
                break;
        }
    }

    /// <summary>Sends what may be sent now, unless the transport is busy with what it was given before.</summary>
    private void Flush(HttpConnection connection, Http2Session session)
    {
        while (session.Output.TryTake(out var message))
        {
            var status = _transport.Send(connection.Slot, message, out var bytes);
            CountHttp2Sent(connection, bytes);
            if (status != SendStatus.Sent)
            {
                OnNotSent(connection, status);
                return;
            }

            session.Output.OnSent();
            session.Continue();
        }
    }

    private void OnNotSent(HttpConnection connection, SendStatus status)
    {
        if (status == SendStatus.Pending)
        {
            return;
        }

        if (connection.State == ConnectionState.Busy)
        {
            Fail(connection, status == SendStatus.Reset ? ErrorKind.ConnectionReset : ErrorKind.ConnectionClosed, _clockNs);
        }
        else
        {
            Release(connection);
        }
    }

    /// <summary>Tells the server why its connection is closed, if it can be told at once.</summary>
    private void SayGoodbye(HttpConnection connection, Http2Session session)
    {
        if (session.Output.TryTake(out var message))
        {
            _transport.Send(connection.Slot, message, out _);
        }
    }

    /// <summary>Between requests only the connection itself is spoken of, which is no request's traffic.</summary>
    private void CountHttp2Sent(HttpConnection connection, int bytes)
    {
        if (connection.State == ConnectionState.Busy)
        {
            CountSent(connection, bytes);
        }
    }

    private void NoteClosed(HttpConnection connection)
    {
        if (connection.State == ConnectionState.Busy && connection.Http2 is { } session)
        {
            session.OnClosed();
            _protocolFailure ??= session.Problem;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Answers every request with the same few bytes, on one thread, and counts. The minimal and the stepwise server are made of it.</summary>
/// <remarks>
/// A second port tells the count: whoever connects is sent <see cref="Account"/> and the connection is closed, so that asking disturbs
/// neither count nor load.
/// </remarks>
internal sealed class FixedResponder : IDisposable
{
    private const int Backlog = 4096;
    private const int BufferBytes = 16 * 1024;

    private static readonly byte[] Response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    private readonly SocketPoll _poll = new();
    private readonly Socket _listener = Listen();
    private readonly Socket _control = Listen();
    private readonly int _listenerHandle;
    private readonly int _controlHandle;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Func<string> _account;
    private readonly Action? _answered;

    /// <summary>By descriptor: the kernel hands out the lowest that is free.</summary>
    private RequestScanner[] _scanners = new RequestScanner[1024];

    /// <param name="account">More lines for who asks at the second port; each ends with a line feed.</param>
    /// <param name="answered">Called when the kernel has taken an answer.</param>
    public FixedResponder(Func<string>? account = null, Action? answered = null)
    {
        _account = account ?? (() => "");
        _answered = answered;
        _listenerHandle = (int)_listener.Handle;
        _controlHandle = (int)_control.Handle;
        _poll.AddListener(_listenerHandle);
        _poll.AddListener(_controlHandle);
    }

    /// <summary>Requests answered so far.</summary>
    public long Requests { get; private set; }

    /// <summary>Connections open now.</summary>
    public int Connections { get; private set; }

    /// <summary>Connections closed because of what they sent or did not take.</summary>
    public int Dropped { get; private set; }

    /// <summary>What tells a starter where to connect.</summary>
    public string Announcement => $"listening {Port(_listener)} control {Port(_control)}";

    private string Account => $"requests {Requests}\nconnections {Connections}\ndropped {Dropped}\n{_account()}";

    /// <summary>Waits until sockets are ready, or for the given time; −1 waits without end.</summary>
    /// <returns>How many are ready, for <see cref="Serve(int)"/>.</returns>
    public int Wait(int timeoutMs) => _poll.Wait(timeoutMs);

    /// <summary>Answers at those that the last wait found ready.</summary>
    public void Serve(int ready)
    {
        for (var i = 0; i < ready; i++)
        {
            ServeSocket(_poll.Ready(i));
        }
    }

    /// <summary>Both.</summary>
    public int ServeReady(int timeoutMs)
    {
        var ready = Wait(timeoutMs);
        Serve(ready);
        return ready;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _control.Dispose();
        _poll.Dispose();
    }

    private void ServeSocket(int descriptor)
    {
        if (descriptor == _listenerHandle)
        {
            Accept();
        }
        else if (descriptor == _controlHandle)
        {
            TellAccount();
        }
        else
        {
            Answer(descriptor);
        }
    }

    private void Accept()
    {
        while (_poll.Accept(_listenerHandle) is var descriptor and >= 0)
        {
            if (descriptor >= _scanners.Length)
            {
                Array.Resize(ref _scanners, Math.Max(descriptor + 1, 2 * _scanners.Length));
            }

            _scanners[descriptor] = default;
            Connections++;
        }
    }

    private void TellAccount()
    {
        using var asker = _control.Accept();
        asker.Send(Encoding.ASCII.GetBytes(Account));
    }

    /// <summary>Edge-triggered, so it must read until nothing is left; less than asked for means that nothing was.</summary>
    private void Answer(int descriptor)
    {
        int received;
        do
        {
            received = SocketPoll.Receive(descriptor, _buffer);
            if (received < 0)
            {
                Close(descriptor);
                return;
            }

            if (!Answer(descriptor, _scanners[descriptor].Scan(_buffer.AsSpan(0, received))))
            {
                Dropped++;
                Close(descriptor);
                return;
            }
        }
        while (received == BufferBytes);
    }

    private bool Answer(int descriptor, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            if (!SocketPoll.Send(descriptor, Response))
            {
                return false;
            }

            Requests++;
            _answered?.Invoke();
        }

        return requests != RequestScanner.Refused;
    }

    private void Close(int descriptor)
    {
        SocketPoll.Close(descriptor);
        Connections--;
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(Backlog);
        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}

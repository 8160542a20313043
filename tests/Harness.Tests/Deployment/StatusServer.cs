using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoadLab.Harness.Tests.Deployment;

/// <summary>Answers each request with the next of its statuses; the last one for ever.</summary>
internal sealed class StatusServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int[] _statuses;
    private readonly Task _loop;

    public StatusServer(params int[] statuses)
    {
        _statuses = statuses;
        _listener.Start();
        _loop = LoopAsync();
    }

    public int Answered { get; private set; }

    /// <summary>What every answer says.</summary>
    public string Body { get; init; } = "";

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public FakeDeployment Deployment(bool managed, string log = "") => new(Address, managed, log);

    public void Dispose()
    {
        _listener.Dispose();
        // Its accept fails now; that is how it ends.
        _loop.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var buffer = new byte[4096];
            if (await stream.ReadAsync(buffer) > 0)
            {
                var status = _statuses[Math.Min(Answered++, _statuses.Length - 1)];
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"));
            }
        }
    }
}

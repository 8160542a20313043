using System.Net.Sockets;
using System.Text;
using LoadLab.TargetApi.Tests.Features;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Draining;

public sealed class DrainTests
{
    private const int SIGCONT = 18;
    private const int SIGSTOP = 19;
    private const int Connections = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Terminate_ConnectionsThatNobodyAcceptedYet_AreAnswered()
    {
        using TargetProcess target = await TargetProcess.Start();

        // Stopped, the service accepts nothing: all of these wait in the kernel when it learns that it shall end.
        Assert.Equal(0, LibC.kill(target.Process.Id, SIGSTOP));
        Socket[] clients = [.. Enumerable.Range(0, Connections).Select(_ => Ask(target))];
        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));
        Assert.Equal(0, LibC.kill(target.Process.Id, SIGCONT));

        Assert.All(await Task.WhenAll(clients.Select(ReadToEnd)), answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        using var limit = new CancellationTokenSource(Patience);
        await target.Process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, target.Process.ExitCode);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Terminate_RequestThatTakesTooLong_IsCutOffAndTheProcessEndsInGoodOrder(string batches)
    {
        using TargetProcess target = await TargetProcess.Start(("MODEL", TargetFolder.Fixture("moody.onnx")), ("USE_BATCH_PROCESSING", batches), ("BATCH_SIZE", "1"));
        // The model's second number makes it slow: this takes minutes.
        Task<(int, System.Text.Json.JsonElement)> asked = target.Post("/predict", Bodies.Features("[1,30000000,0]"));
        await Eventually.Is(async () => await target.Metric("""target_in_flight_requests{endpoint="predict"}""") == 1, () => target.Output);

        Assert.Equal(0, LibC.kill(target.Process.Id, LibC.SIGTERM));

        using var limit = new CancellationTokenSource(Patience);
        await target.Process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, target.Process.ExitCode);
        Assert.Contains("target-api: not done 8 s after the signal to end, and given up: 1 request", target.Output, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asked);
    }

    private static Socket Ask(TargetProcess target)
    {
        Uri address = target.Client.BaseAddress!;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(address.Host, address.Port);
        socket.Send("GET /empty HTTP/1.1\r\nHost: target\r\n\r\n"u8);
        return socket;
    }

    private static async Task<string> ReadToEnd(Socket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(limit.Token);
    }
}

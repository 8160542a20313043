using System.Net.Sockets;
using System.Text;

namespace LoadLab.Engine.Tests.Http;

/// <summary>One request at a <see cref="ScriptedServer"/>.</summary>
/// <param name="Connection">Where it came from.</param>
/// <param name="Stream">Its bytes, decrypted where it uses TLS.</param>
/// <param name="Number">0, 1, 2… over the whole server.</param>
/// <param name="Server">The server.</param>
/// <param name="Stop">Cancelled at the end of the test.</param>
public sealed record ScriptedExchange(Socket Connection, Stream Stream, int Number, ScriptedServer Server, CancellationToken Stop)
{
    public async Task SendAsync(string bytes)
    {
        Server.NoteAnswer();
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), Stop);
    }

    public async Task SendByteByByteAsync(string bytes)
    {
        foreach (var one in bytes)
        {
            await SendAsync(one.ToString());
            await Task.Yield();
        }
    }

    /// <summary>Sends, then closes in order.</summary>
    public async Task SendAndCloseAsync(string bytes)
    {
        await SendAsync(bytes);
        Connection.Dispose();
    }

    public Task ResetAsync()
    {
        Connection.LingerState = new LingerOption(enable: true, seconds: 0);
        Connection.Dispose();
        return Task.CompletedTask;
    }

    public Task NeverAsync() => Task.Delay(Timeout.Infinite, Stop);
}

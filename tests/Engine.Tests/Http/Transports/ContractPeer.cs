using System.Net.Security;
using System.Net.Sockets;

namespace LoadLab.Engine.Tests.Http.Transports;

/// <summary>The other end of a transport's connection, plain or with TLS on it.</summary>
internal sealed class ContractPeer(Socket socket, Stream stream) : IDisposable
{
    public void Send(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <summary>Why the last <see cref="Receive"/> took something for the end that was none.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Bytes received; 0 at the end.</summary>
    public int Receive(byte[] buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (IOException failure) when (stream is SslStream)
        {
            Failure = failure;
            // One that closes before it has read the session tickets resets: the kernel sees bytes that nobody took.
            return 0;
        }
    }

    /// <summary>Closes in order.</summary>
    public void Finish()
    {
        (stream as SslStream)?.ShutdownAsync().GetAwaiter().GetResult();
        socket.Shutdown(SocketShutdown.Both);
    }

    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }
}

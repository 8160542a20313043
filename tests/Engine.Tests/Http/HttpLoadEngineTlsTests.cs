using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LoadLab.Engine.Http;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Http.Transports;
using LoadLab.Engine.LoadModels;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LoadLab.Engine.Tests.Http;

/// <summary>The engine over TLS, against a server of .NET's own.</summary>
public sealed class HttpLoadEngineTlsTests : IDisposable
{
    private const int SmallestObjectBytes = 24;

    private readonly TestAuthority _authority = new();

    public static TheoryData<string> Transports => [.. TransportCatalog.All.Where(factory => factory.Probe() is null).Select(factory => factory.Name)];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_IssuerInTheCaFile_KeepsItsConnectionsAndCounts(string transport)
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));

        var result = await RunAsync(server.Url, new IterationsForConstant(4, 200), Trusting(), transport);

        Assert.Equal((200, 200, 0), (result.Counts.Sent, result.Counts.Ok, result.Counts.Failed));
        Assert.Equal(4, server.Accepted);
        Assert.Null(result.TlsFailure);
        Assert.Equal(200 * ScriptedServer.OkResponse.Length, result.Counts.BytesReceived);
        Assert.Contains($"\r\nHost: 127.0.0.1:{server.Url.Port}\r\n", server.Log.First());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_IssuerUnknown_CountsTlsFailedAndSaysHowToMendIt(string transport)
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 4), new TlsOptions(), transport);

        Assert.Equal(4, result.Counts.Errors[ErrorKind.TlsFailed]);
        Assert.Equal(4, result.Failed.Response.Count);
        Assert.Contains("is not trusted", result.TlsFailure);
        Assert.Contains("--ca-file", result.TlsFailure);
        Assert.Contains("--insecure", result.TlsFailure);
    }

    [Fact]
    public async Task RunAsync_NothingVerified_TakesAnyCertificate()
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse), host: "elsewhere.test");

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 4), new TlsOptions { VerifyCertificate = false });

        Assert.Equal(4, result.Counts.Ok);
    }

    [Fact]
    public async Task RunAsync_CertificateForAnotherHost_NamesThoseItIsFor()
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse), host: "elsewhere.test");

        var result = await RunAsync(server.Url, new IterationsForConstant(1, 1), Trusting());

        Assert.Equal(1, result.Counts.Errors[ErrorKind.TlsFailed]);
        Assert.Contains("other names (elsewhere.test)", result.TlsFailure);
    }

    [Fact]
    public async Task RunAsync_CertificateRunOut_SaysWhen()
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse), until: DateTimeOffset.UnixEpoch.AddDays(1));

        var result = await RunAsync(server.Url, new IterationsForConstant(1, 1), Trusting());

        Assert.Contains("1970-01-02", result.TlsFailure);
    }

    [Fact]
    public async Task RunAsync_FingerprintGiven_TakesThatCertificateAndNoOther()
    {
        using var certificate = _authority.Issue("elsewhere.test");
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse), certificate);
        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);

        var same = await RunAsync(server.Url, new IterationsForConstant(1, 1), new TlsOptions { Fingerprint = fingerprint.ToLowerInvariant() });
        var other = await RunAsync(server.Url, new IterationsForConstant(1, 1), new TlsOptions { Fingerprint = new string('0', 64) });

        Assert.Equal(1, same.Counts.Ok);
        Assert.Equal(1, other.Counts.Errors[ErrorKind.TlsFailed]);
        Assert.Contains(fingerprint, other.TlsFailure);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task RunAsync_ServerWantsACertificate_ShowsItsOwn(SslProtocols version)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        using var server = new ScriptedServer(exchange => exchange.SendAsync(ScriptedServer.OkResponse), tls: new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = version,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=client",
        });
        using var own = _authority.Issue("client");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, own.ExportCertificatePem() + "\n" + own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

        var showing = await RunAsync(server.Url, new IterationsForConstant(2, 4), Trusting() with { CertificateFile = file });
        var silent = await RunAsync(server.Url, new IterationsForConstant(2, 4), Trusting());

        File.Delete(file);
        Assert.Equal(4, showing.Counts.Ok);
        Assert.Equal((0, 4), (silent.Counts.Ok, silent.Counts.Failed));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_PortWithoutTls_CountsTlsFailed(string transport)
    {
        using var plain = new EarlyServer("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());

        var result = await RunAsync(plain.Url, new IterationsForConstant(1, 2), Trusting(), transport);

        Assert.Equal(2, result.Counts.Errors[ErrorKind.TlsFailed]);
        Assert.Contains("Check that this port speaks TLS", result.TlsFailure);
    }

    [Fact]
    public async Task RunAsync_HandshakeNeverAnswered_IsAConnectTimeoutAndStopsNobodyElse()
    {
        using var silent = new EarlyServer([]);
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));
        var load = Load([silent.Url, server.Url], new IterationsForInject(100, TimeSpan.FromSeconds(1), 20), Trusting());

        var result = await new HttpLoadEngine().RunAsync(
            load with { Options = load.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(700) } }, null, default);

        Assert.Equal((10, 10), (result.Counts.Ok, result.Counts.Errors[ErrorKind.ConnectTimeout]));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_BodiesOfMegabytes_ArriveWhole(string transport)
    {
        var body = new string('x', 3_000_000);
        using var server = Serve(exchange => exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"), bufferBytes: 4_000_000);
        var request = new HttpRequestTemplate { Path = "/", Method = "POST", Feed = RequestFeed.OfBodies([new byte[3_500_000]]) };
        var load = Load([server.Url], new IterationsForConstant(2, 6), Trusting(), transport) with { Requests = [request] };

        var result = await new HttpLoadEngine().RunAsync(load, null, default);

        Assert.Equal(6, result.Counts.Ok);
        Assert.True(result.Counts.BytesReceived > 6 * 3_000_000);
        Assert.True(result.Counts.BytesSent > 6 * 3_500_000);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ResponseInSingleBytes_IsRead(string transport)
    {
        using var server = Serve(exchange => exchange.SendByteByByteAsync(ScriptedServer.OkResponse));

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 10), Trusting(), transport);

        Assert.Equal((10, 2), (result.Counts.Ok, server.Accepted));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ServerClosesWithoutSayingSoInTls_EndsABodyWithoutLength(string transport)
    {
        using var server = Serve(exchange => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\n\r\nuntil the end"));

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 6), Trusting(), transport);

        Assert.Equal((6, 6), (result.Counts.Ok, server.Accepted));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ServerClosesEarly_CountsConnectionClosed(string transport)
    {
        using var server = Serve(exchange => exchange.SendAndCloseAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this"));

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 6), Trusting(), transport);

        Assert.Equal(6, result.Counts.Errors[ErrorKind.ConnectionClosed]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_ServerResets_CountsConnectionReset(string transport)
    {
        using var server = Serve(exchange => exchange.ResetAsync());

        var result = await RunAsync(server.Url, new IterationsForConstant(2, 6), Trusting(), transport);

        Assert.Equal(6, result.Counts.Errors[ErrorKind.ConnectionReset]);
    }

    [Fact]
    public async Task RunAsync_PlainAndEncryptedTargets_GoRoundBoth()
    {
        using var plain = ScriptedServer.Ok();
        using var encrypted = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));

        var result = await new HttpLoadEngine().RunAsync(
            Load([plain.Url, encrypted.Url], new IterationsForConstant(2, 40), Trusting()), null, default);

        Assert.Equal((40, 20, 20), (result.Counts.Ok, plain.Requests, encrypted.Requests));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_KestrelSpeakingBothVersions_AgreesOnTheOneOfTheLoad(string transport)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = await KestrelServer.StartAsync(HttpProtocols.Http1AndHttp2, new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        var load = Load([server.Url], new IterationsForConstant(5, 100), Trusting(), transport) with { Requests = [new HttpRequestTemplate { Path = "/hello" }] };

        var first = await new HttpLoadEngine().RunAsync(load, null, default);
        var second = await new HttpLoadEngine().RunAsync(load with { Version = HttpProtocolVersion.Http2 }, null, default);

        Assert.Equal((100, 100), (first.Counts.Ok, second.Counts.Ok));
        Assert.Equal((100, 100), (server.Protocols["HTTP/1.1"], server.Protocols["HTTP/2"]));
        Assert.InRange(server.Connections.Count, 2, 10);
    }

    [Fact]
    public async Task RunAsync_ServerWithoutHttp2_FailsInTheHandshake()
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));

        var result = await new HttpLoadEngine().RunAsync(
            Load([server.Url], new IterationsForConstant(1, 2), Trusting()) with { Version = HttpProtocolVersion.Http2 }, null, default);

        Assert.Equal(2, result.Counts.Errors[ErrorKind.TlsFailed]);
        Assert.Contains("did not agree to speak h2", result.TlsFailure);
    }

    [Fact]
    public async Task RunAsync_HostByName_IsSentAsTheServersName()
    {
        using var certificate = _authority.Issue("localhost");
        string? asked = null;
        using var server = new ScriptedServer(exchange => exchange.SendAsync(ScriptedServer.OkResponse), tls: new SslServerAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            ServerCertificateSelectionCallback = (_, name) =>
            {
                asked = name;
                return certificate;
            },
        });

        var result = await RunAsync(new Uri($"https://localhost:{server.Url.Port}"), new IterationsForConstant(1, 3), Trusting());

        Assert.Equal((3, "localhost"), (result.Counts.Ok, asked));
    }

    [Fact]
    public async Task RunAsync_CaFileMissing_SaysWhich()
    {
        var failure = await Assert.ThrowsAsync<LoadSetupException>(
            () => RunAsync(new Uri("https://127.0.0.1"), new IterationsForConstant(1, 1), new TlsOptions { CaFile = "/no/such.pem" }));

        Assert.Contains("/no/such.pem", failure.Message);
    }

    [Fact]
    public async Task RunAsync_TlsOptionsThatContradict_AreAllListed()
    {
        var tls = new TlsOptions { VerifyCertificate = false, CaFile = "a", Fingerprint = "12:34", KeyFile = "key" };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(new Uri("https://127.0.0.1"), new IterationsForConstant(1, 1), tls));

        Assert.Equal(3, failure.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public async Task RunAsync_CancelledDuringHandshakes_EndsPromptly()
    {
        using var silent = new EarlyServer([]);
        using var stop = new CancellationTokenSource(200);

        var result = await new HttpLoadEngine().RunAsync(
            Load([silent.Url], new KeepConstant(20, TimeSpan.FromMinutes(5)), Trusting()), null, stop.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(20, result.Counts.Errors[ErrorKind.Unfinished]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Execute_LongAfterWarmUp_LoopAllocatesNoObjectPerRequest(string transport)
    {
        using var server = Serve(exchange => exchange.SendAsync(ScriptedServer.OkResponse));
        var load = Load([server.Url], new IterationsForConstant(8, 8000), Trusting(), transport) with { WarmUp = TimeSpan.FromMilliseconds(500) };
        using var tls = TlsClient.Load(load.Tls);
        var target = await TargetResolver.ResolveAsync(server.Url, load.Options.ConnectTimeout, default);
        using var run = new HttpLoadRun(load, [target], TransportCatalog.Choose(transport), observer: null, TimeProvider.System, tls);

        var result = await Task.Factory.StartNew(() => run.Execute(default), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.Equal(8000, result.Counts.Ok);
        var allocated = run.Outcomes[0].Used.ThreadAllocatedBytes;
        Assert.True(allocated < 8000 * SmallestObjectBytes / 2, $"{allocated} bytes for 8000 requests");
    }

    private TlsOptions Trusting() => new() { CaFile = _authority.CaFile };

    private ScriptedServer Serve(
        Func<ScriptedExchange, Task> script, string host = "127.0.0.1", DateTimeOffset? until = null, int bufferBytes = ScriptedServer.DefaultBufferBytes) =>
        Serve(script, _authority.Issue(host, until), bufferBytes);

    private static ScriptedServer Serve(
        Func<ScriptedExchange, Task> script, X509Certificate2 certificate, int bufferBytes = ScriptedServer.DefaultBufferBytes) =>
        new(script, tls: new SslServerAuthenticationOptions { ServerCertificate = certificate }, bufferBytes: bufferBytes);

    private static Task<LoadResult> RunAsync(Uri target, LoadSimulation stage, TlsOptions tls, string? transport = null) =>
        new HttpLoadEngine().RunAsync(Load([target], stage, tls, transport), null, default);

    private static HttpLoad Load(Uri[] targets, LoadSimulation stage, TlsOptions tls, string? transport = null) => new()
    {
        Targets = targets,
        Requests = [new HttpRequestTemplate { Path = "/empty" }],
        Simulations = [stage],
        Tls = tls,
        Options = new EngineOptions { Transport = transport },
    };

    /// <summary>Accepts, says what it has to say without listening, and leaves the connection open.</summary>
    private sealed class EarlyServer : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _connections = [];

        public EarlyServer(byte[] greeting)
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(100);
            Url = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
            _ = AcceptAsync(greeting);
        }

        public Uri Url { get; }

        public void Dispose()
        {
            _listener.Dispose();
            lock (_connections)
            {
                _connections.ForEach(connection => connection.Dispose());
            }
        }

        private async Task AcceptAsync(byte[] greeting)
        {
            try
            {
                while (true)
                {
                    var connection = await _listener.AcceptAsync();
                    lock (_connections)
                    {
                        _connections.Add(connection);
                    }

                    await connection.SendAsync(greeting);
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}

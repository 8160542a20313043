using LoadLab.Engine.Http.Transports.Tls;

namespace LoadLab.Engine.Http.Transports;

/// <summary>Makes one loop's transport.</summary>
/// <param name="Name">As in <see cref="EngineOptions.Transport"/>.</param>
/// <param name="Probe">Why it does not work on this machine, in a sentence; null where it does.</param>
/// <param name="Create">Makes one; throws <see cref="LoadSetupException"/> where this machine does not have what it needs.</param>
internal sealed record TransportFactory(string Name, Func<string?> Probe, Func<TransportSetup, ITransport> Create)
{
    /// <summary>Threads of the pool tell the loop what the system has finished.</summary>
    public bool UsesThreadPool { get; init; }

    /// <summary>Makes one, with TLS on it where the run has targets that want it.</summary>
    public ITransport Open(TransportSetup setup)
    {
        var transport = Create(setup);
        return setup.Tls is null ? transport : new TlsTransport(transport, setup);
    }
}

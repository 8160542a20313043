namespace LoadLab.Engine.Http.Transports;

/// <summary>Makes one loop's transport.</summary>
/// <param name="Name">As in <see cref="EngineOptions.Transport"/>.</param>
/// <param name="CarriesTls">Whether it can connect to targets with a <see cref="ConnectTarget.TlsHost"/>.</param>
/// <param name="Probe">Why it does not work on this machine, in a sentence; null where it does.</param>
/// <param name="Create">Makes one; throws <see cref="LoadSetupException"/> where this machine does not have what it needs.</param>
internal sealed record TransportFactory(string Name, bool CarriesTls, Func<string?> Probe, Func<TransportSetup, ITransport> Create);

namespace LoadLab.Engine.Http.Transports;

/// <summary>Makes one loop's transport.</summary>
/// <param name="Name">As in <see cref="EngineOptions.Transport"/>.</param>
/// <param name="Create">Makes one; throws <see cref="LoadSetupException"/> where this machine does not have what it needs.</param>
internal sealed record TransportFactory(string Name, Func<ITransport> Create);

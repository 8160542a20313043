using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http;

/// <summary>An HTTP load, complete: where to, what, how much.</summary>
public sealed record HttpLoad
{
    /// <summary>Base addresses (<c>http://host:port</c> or <c>https://host:port</c>); requests go round them.</summary>
    public required IReadOnlyList<Uri> Targets { get; init; }

    /// <summary>At least one kind of request.</summary>
    public required IReadOnlyList<HttpRequestTemplate> Requests { get; init; }

    /// <summary>
    /// The part of arrivals, users, iterations, rows of sequential feeds and (where <see cref="Rows"/> says nothing else) rows of unique feeds
    /// that this generator makes.
    /// </summary>
    public LoadShare Share { get; init; } = LoadShare.Whole;

    /// <summary>Exactly the rows of unique feeds that are this generator's, for one that joins others; null for those of its <see cref="Share"/>.</summary>
    public IReadOnlyList<RowShares>? Rows { get; init; }

    /// <summary>At least one stage.</summary>
    public required IReadOnlyList<LoadSimulation> Simulations { get; init; }

    /// <summary>Wait between a response and the same user's next request; closed stages only.</summary>
    public ThinkTime ThinkTime { get; init; } = ThinkTime.None;

    /// <summary>The version spoken with every target.</summary>
    public HttpProtocolVersion Version { get; init; }

    /// <summary>Load at the first stage's level before measuring; its requests are in no figure.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>For the targets that use https.</summary>
    public TlsOptions Tls { get; init; } = new();

    public EngineOptions Options { get; init; } = new();
}

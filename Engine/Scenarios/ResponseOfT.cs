namespace LoadLab.Engine.Scenarios;

/// <summary>The outcome of an iteration or a step; made by <see cref="Response"/>.</summary>
public sealed record Response<T> : IResponse, IMeasuredResponse
{
    internal Response() { }

    public string StatusCode { get; internal init; } = "";

    public bool IsError { get; internal init; }

    public long SizeBytes { get; internal init; }

    public double LatencyMs { get; internal init; }

    public string Message { get; internal init; } = "";

    /// <summary>What the step returned, if anything.</summary>
    public Payload<T> Payload { get; internal init; }

    /// <inheritdoc/>
    public long SentBytes { get; internal init; }

    /// <inheritdoc/>
    public bool IsCountedInStep { get; internal init; }

    internal Response<T> MeasuredAs(long elapsedNs) => this with { LatencyMs = elapsedNs / 1e6, IsCountedInStep = true };
}

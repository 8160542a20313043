namespace LoadLab.TargetApi.Dependencies;

/// <summary>Something that <c>/readyz</c> speaks for.</summary>
internal interface IReadiness
{
    /// <summary>What is missing, as a sentence without its full stop; null while nothing is.</summary>
    string? NotReady { get; }
}

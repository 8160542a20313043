namespace LoadLab.TargetApi.Metrics;

/// <summary>The endpoints that are counted apart; everything unknown is one.</summary>
internal enum EndpointName
{
    Empty,
    Normalize,
    Predict,
    Classify,
    Embed,
    Healthz,
    Readyz,
    Metrics,
    Docs,
    OpenApi,
    Root,
    Unknown,
}

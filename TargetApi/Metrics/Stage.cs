namespace LoadLab.TargetApi.Metrics;

/// <summary>The steps of one request whose time is measured apart. Waiting for the body to arrive is in none of them.</summary>
internal enum Stage
{
    Parse,
    Normalise,
    Infer,
    Serialise,
}

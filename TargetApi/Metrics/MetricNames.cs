namespace LoadLab.TargetApi.Metrics;

/// <summary>Stages and endpoints as metrics, headers and logs call them; made once.</summary>
internal static class MetricNames
{
    private static readonly string[] Stages = [.. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] Endpoints = [.. Enum.GetNames<EndpointName>().Select(name => name.ToLowerInvariant())];

    public static string Of(Stage stage) => Stages[(int)stage];

    public static string Of(EndpointName endpoint) => Endpoints[(int)endpoint];
}

using System.Collections.Immutable;

namespace LoadLab.Engine.Measurement;

/// <summary>The tags under which this product writes histograms to an <c>.hlog</c> file. Persisted: never rename.</summary>
public static class HistogramTags
{
    public const string OkResponse = "ok.response";
    public const string OkService = "ok.service";
    public const string FailedResponse = "failed.response";
    public const string FailedService = "failed.service";
    public const string Connect = "connect";
    public const string Blocked = "blocked";
    public const string FirstByte = "ok.first_byte";

    /// <summary>All of them, in the order of writing.</summary>
    public static ImmutableArray<string> All { get; } = [OkResponse, OkService, FailedResponse, FailedService, Connect, Blocked, FirstByte];
}

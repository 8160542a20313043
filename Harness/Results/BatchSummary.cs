using System.Text.Json.Serialization;

namespace LoadLab.Harness.Results;

/// <summary>The batches that the target ran in the measured part, by its own account.</summary>
public sealed record BatchSummary
{
    public required long Batches { get; init; }

    /// <summary>Jobs in all of them.</summary>
    public required long Jobs { get; init; }

    /// <summary>Jobs that they could have held; null where the target does not tell its limit.</summary>
    public long? Capacity { get; init; }

    /// <summary>Time of all of them, added up.</summary>
    public required double Seconds { get; init; }

    /// <summary>Jobs in a batch.</summary>
    [JsonIgnore]
    public double MeanSize => (double)Jobs / Batches;

    /// <summary>Jobs that a batch may hold.</summary>
    [JsonIgnore]
    public double? Limit => (double?)Capacity / Batches;

    /// <summary>Mean size ÷ limit, 0 to 1.</summary>
    [JsonIgnore]
    public double? FillRate => (double?)Jobs / Capacity;

    /// <summary>Time of one batch in ms.</summary>
    [JsonIgnore]
    public double MeanMs => Seconds / Batches * 1000;

    /// <summary>Time for each job in ms: a batch's time ÷ its size.</summary>
    [JsonIgnore]
    public double ItemMs => Seconds / Jobs * 1000;
}

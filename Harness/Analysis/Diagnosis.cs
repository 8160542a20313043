namespace LoadLab.Harness.Analysis;

/// <summary>Why a configuration is as fast as it is, in words.</summary>
/// <param name="Limit">What binds.</param>
/// <param name="LimitSentence">The same as one sentence with its figure.</param>
/// <param name="StageSentence">Which stage eats the time; null where the target reports no stages.</param>
/// <param name="Notes">What else stands out, such as memory close to its limit.</param>
public sealed record Diagnosis(BindingLimit Limit, string LimitSentence, string? StageSentence, IReadOnlyList<string> Notes)
{
    /// <summary>Of a configuration whose trials are still to come.</summary>
    public static Diagnosis NotMeasured { get; } = new(BindingLimit.Unknown, "Not measured yet.", null, []);
}

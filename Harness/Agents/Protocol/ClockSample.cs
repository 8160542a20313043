namespace LoadLab.Harness.Agents.Protocol;

/// <summary>What one exchange says about another clock.</summary>
/// <param name="OffsetNs">The other clock less this one.</param>
/// <param name="DelayNs">What the question and the answer took together.</param>
/// <param name="SentNs">When the question was sent, by this clock.</param>
internal sealed record ClockSample(long OffsetNs, long DelayNs, long SentNs);

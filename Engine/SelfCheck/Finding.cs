namespace LoadLab.Engine.SelfCheck;

/// <summary>What a check has to say.</summary>
/// <param name="Verdict">How bad it is; <see cref="Verdict.Valid"/> makes it a note that doubts nothing.</param>
/// <param name="Reason">One sentence with the figure and its threshold.</param>
public sealed record Finding(Verdict Verdict, string Reason);

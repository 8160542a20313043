namespace LoadLab.TargetApi.Registry;

/// <summary>One class: the number the model answers and its name.</summary>
public sealed record ModelLabel(long Id, string Name);

namespace LoadLab.Engine.LoadModels;

/// <summary>No load at all; users of the phase before it are retired.</summary>
public sealed record PausePhase : LoadPhase;

namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>Kinds of stages by their names on the wire, which are those of profiles. Never rename.</summary>
internal static class StageKinds
{
    public const string Inject = "inject";
    public const string InjectRandom = "inject_random";
    public const string RampingInject = "ramping_inject";
    public const string KeepConstant = "keep_constant";
    public const string RampingConstant = "ramping_constant";
    public const string IterationsForConstant = "iterations_for_constant";
    public const string IterationsForInject = "iterations_for_inject";
    public const string Pause = "pause";

    public static IReadOnlyList<string> All { get; } =
        [Inject, InjectRandom, RampingInject, KeepConstant, RampingConstant, IterationsForConstant, IterationsForInject, Pause];
}

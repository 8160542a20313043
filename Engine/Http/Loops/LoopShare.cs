using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <summary>One loop's part of a share.</summary>
/// <param name="Part">Of all arrivals, users and rows.</param>
/// <param name="Phases">All phases, warm-up first.</param>
/// <param name="Arrivals">
/// Where the share begins within an open phase: the phase's arrivals from then on. Found beforehand, since passing over those before may
/// take a loop's thread too long.
/// </param>
internal sealed record LoopShare(DealtShare Part, IReadOnlyList<LoadPhase> Phases, IArrivalSchedule? Arrivals);

using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>A load and the running server that it is for.</summary>
internal sealed record ServedLoad(CheckedLoad Load, OwnServer Server);

namespace LoadLab.Benchmarks.Peers;

/// <summary>Whether a peer can run on this machine.</summary>
/// <param name="Stack">What it consists of; null where it cannot.</param>
/// <param name="Missing">What to do to have it; null where it can.</param>
internal sealed record PeerAvailability(string? Stack, string? Missing);

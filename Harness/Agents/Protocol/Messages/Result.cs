using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: what the run came to beyond its intervals. It is the last message of the run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Intervals">How many intervals were sent; as a sequence number it stands for this message.</param>
/// <param name="Digest">Of the last interval; of none, what the chain begins with.</param>
/// <param name="Spec">The figures.</param>
/// <param name="Undisturbed">Response times without the generator's own stalls, an HDR histogram in its V2 encoding; null where nothing watched for stalls.</param>
/// <param name="PoolDelay">How long work waited for a thread of the pool, encoded alike; null where loops do without it.</param>
internal sealed record Result(
    Guid Run, int Intervals, ReadOnlyMemory<byte> Digest, ResultSpec Spec, ReadOnlyMemory<byte>? Undisturbed, ReadOnlyMemory<byte>? PoolDelay) : Message;

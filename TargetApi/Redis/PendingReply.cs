using System.Diagnostics;

namespace LoadLab.TargetApi.Redis;

/// <summary>An answer that is still to come.</summary>
/// <param name="asked">When its command was given, by <see cref="Stopwatch.GetTimestamp"/>.</param>
internal sealed class PendingReply(long asked) : TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Asked { get; } = asked;
}

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>A name for one process that no other has had: a place where answers to a dead namesake still arrive would mix them up.</summary>
internal static class QueueName
{
    public static string Create() => $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
}

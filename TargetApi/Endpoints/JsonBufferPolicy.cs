using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Clears buffers on their way back and drops those that grew beyond a quarter of a megabyte.</summary>
internal sealed class JsonBufferPolicy : PooledObjectPolicy<JsonBuffer>
{
    private const int RetainedBytes = 256 * 1024;

    public override JsonBuffer Create() => new();

    public override bool Return(JsonBuffer obj)
    {
        obj.Clear();
        return obj.Capacity <= RetainedBytes;
    }
}

using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi;

/// <summary>
/// Pools of what a request holds. The library's own default keeps two for each processor, which serves requests that never wait; requests that wait
/// for a batch hold theirs meanwhile, and making native buffers anew for each of them would cost more than the batch saves.
/// </summary>
internal static class RequestPool
{
    /// <summary>As many as requests commonly wait at once; more are made and dropped.</summary>
    private const int Retained = 256;

    public static ObjectPool<T> Create<T>(IPooledObjectPolicy<T> policy)
        where T : class => new DefaultObjectPoolProvider { MaximumRetained = Retained }.Create(policy);
}

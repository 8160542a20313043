namespace LoadLab.Engine.Http.Transports;

/// <summary>Something that may wait in a <see cref="CompletionQueue{T}"/>: it carries the link itself, so that queueing allocates nothing.</summary>
internal interface IQueued<T> where T : class
{
    /// <summary>The queue's own; of no meaning outside it.</summary>
    T? NextQueued { get; set; }
}

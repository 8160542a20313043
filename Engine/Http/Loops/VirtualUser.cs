namespace LoadLab.Engine.Http.Loops;

/// <summary>A virtual user: one request at a time, on connections of its own.</summary>
internal sealed class VirtualUser(int targets)
{
    /// <summary>Its connection to each target; null where it has none.</summary>
    public HttpConnection?[] Connections { get; } = new HttpConnection?[targets];

    /// <summary>Index of the target of its next request.</summary>
    public int NextTarget { get; set; }

    public UserState State { get; set; }

    /// <summary>When its next request is due; its timer may run out later where it had to wait for room.</summary>
    public long DueNs { get; set; }

    /// <summary>Its next request had to wait for room for its connection.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Leaves as soon as its request, if any, is answered.</summary>
    public bool IsRetired { get; set; }
}

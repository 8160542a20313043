namespace LoadLab.Harness.Agents.Protocol;

/// <summary>How an interval stands to those that came before it.</summary>
internal enum ChainLink
{
    /// <summary>It is the next one, unaltered.</summary>
    Intact,

    /// <summary>It came before: sent again because its acknowledgement was lost, or out of order.</summary>
    Repeated,

    /// <summary>One before it is lacking.</summary>
    Gap,

    /// <summary>It, or one before it, is not what the agent sent.</summary>
    Altered,
}

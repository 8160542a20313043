namespace LoadLab.Harness.Agents.Protocol;

/// <summary>What is to be done with a message.</summary>
internal enum Disposition
{
    /// <summary>Send it, or act on it.</summary>
    Handle,

    /// <summary>It has come to nothing: it speaks of the run that is just over, or of anything after the end. Neither send it nor act on it.</summary>
    Ignore,
}

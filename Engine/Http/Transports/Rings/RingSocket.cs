using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports.Rings;

/// <summary>State of one slot of an <see cref="IoUringTransport"/>.</summary>
internal struct RingSocket
{
    /// <summary>The descriptor; −1 when the slot is free.</summary>
    public int Fd;

    /// <summary>Counts the slot's uses, so that a late outcome of an earlier use is told from one of this use.</summary>
    public uint Generation;

    public bool IsConnecting;

    /// <summary>An outcome not yet told says that the peer has closed.</summary>
    public bool IsEnding;

    /// <summary>Bytes are there, but no buffer was left for them, and receiving has ended.</summary>
    public bool IsStarved;

    /// <summary>The message, or what is left of it, whose sending is told of; empty when there is none.</summary>
    public RequestMessage Pending;
}

using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports;

/// <summary>State of one slot of an <see cref="EpollTransport"/>.</summary>
internal struct EpollSocket
{
    /// <summary>The descriptor; −1 when the slot is free.</summary>
    public int Fd;

    /// <summary>Counts the slot's uses, so that a late event of an earlier use is told from one of this use.</summary>
    public uint Generation;

    public bool IsConnecting;

    /// <summary>What the kernel has not taken yet of the message; empty when nothing is left.</summary>
    public RequestMessage Pending;
}

using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports;

/// <summary>Stream connections of one event loop, each in a numbered slot that the loop chooses. All calls but <see cref="Wake"/> on the loop's thread.</summary>
/// <remarks>
/// The split between <see cref="Wait"/> and <see cref="Dispatch"/> lets the loop read the clock once between them: everything dispatched had
/// happened by then. One contract suite runs against every implementation.
/// </remarks>
internal interface ITransport : IDisposable
{
    /// <summary>Begins to connect in a slot that is not in use.</summary>
    ConnectStatus Connect(int slot, ConnectTarget target);

    /// <summary>Sends a message, at the latest with the next <see cref="Wait"/>; at most one may be pending in a slot.</summary>
    /// <param name="slot">A connected slot.</param>
    /// <param name="message">Must stay valid until sent or the slot is closed.</param>
    /// <param name="bytes">Bytes handed to the system at once.</param>
    SendStatus Send(int slot, RequestMessage message, out int bytes);

    /// <summary>Closes the connection and frees the slot; does nothing to a slot not in use.</summary>
    void Close(int slot);

    /// <summary>Waits until something happens or <paramref name="timeoutNs"/> is over (0: looks only); returns the number of events to dispatch.</summary>
    int Wait(long timeoutNs, int maxEvents);

    /// <summary>Tells the handler of the events that the last <see cref="Wait"/> found.</summary>
    void Dispatch(ITransportHandler handler);

    /// <summary>Ends the current or next <see cref="Wait"/> early; may be called on any thread.</summary>
    void Wake();
}

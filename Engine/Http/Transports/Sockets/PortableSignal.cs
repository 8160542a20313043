namespace LoadLab.Engine.Http.Transports.Sockets;

/// <summary>Sleeps as .NET can everywhere: in whole milliseconds, rounded up. Sends of an open load are late by that much, and the lateness shows it.</summary>
internal sealed class PortableSignal : LoopSignal
{
    private const long NsPerMs = 1_000_000;

    private readonly AutoResetEvent _event = new(initialState: false);

    public override void Sleep(long timeoutNs) => _event.WaitOne((int)Math.Min((timeoutNs + NsPerMs - 1) / NsPerMs, int.MaxValue));

    protected override void Raise() => _event.Set();

    protected override void Free() => _event.Dispose();
}

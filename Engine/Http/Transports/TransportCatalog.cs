using LoadLab.Engine.Http.Transports.Rings;
using LoadLab.Engine.Http.Transports.Sockets;

namespace LoadLab.Engine.Http.Transports;

/// <summary>The transports there are.</summary>
internal static class TransportCatalog
{
    private static readonly TransportFactory IoUring = new("io_uring", IoUringTransport.Probe, setup => IoUringTransport.Create(setup.MessagesLast));
    private static readonly TransportFactory Epoll = new("epoll", EpollTransport.Probe, _ => EpollTransport.Create());
    private static readonly TransportFactory Sockets = new("sockets", SocketsTransport.Probe, _ => SocketsTransport.Create()) { UsesThreadPool = true };

    /// <summary>Best first.</summary>
    public static IReadOnlyList<TransportFactory> All { get; } = [IoUring, Epoll, Sockets];

    /// <summary>The one named, or for a null the best one that works on this machine.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="LoadSetupException">The one named, or every one, does not work here.</exception>
    public static TransportChoice Choose(string? name) => name is null ? ChooseBest() : ChooseNamed(name);

    private static TransportChoice ChooseNamed(string name)
    {
        var named = All.FirstOrDefault(factory => factory.Name == name)
            ?? throw new ArgumentException(
                $"There is no transport '{name}'. Choose one of: {string.Join(", ", All.Select(factory => factory.Name))}; or name none.");
        return named.Probe() is { } obstacle
            ? throw new LoadSetupException($"The transport '{name}' does not work here: {obstacle} Name none to have the best one chosen.")
            : new TransportChoice(named, null);
    }

    private static TransportChoice ChooseBest()
    {
        var notes = new List<string>();
        foreach (var factory in All)
        {
            if (factory.Probe() is not { } obstacle)
            {
                return new TransportChoice(factory, notes.Count == 0 ? null : string.Join(" ", notes));
            }

            notes.Add($"{factory.Name}: {obstacle}");
        }

        throw new LoadSetupException($"No transport works here. {string.Join(" ", notes)}");
    }
}

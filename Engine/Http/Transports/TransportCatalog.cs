namespace LoadLab.Engine.Http.Transports;

/// <summary>The transports there are.</summary>
internal static class TransportCatalog
{
    private static readonly TransportFactory Epoll = new("epoll", EpollTransport.Create);

    /// <summary>Best first.</summary>
    public static IReadOnlyList<TransportFactory> All { get; } = [Epoll];

    /// <summary>The one named, or the best one for a null.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static TransportFactory Find(string? name) =>
        name is null
            ? All[0]
            : All.FirstOrDefault(factory => factory.Name == name)
                ?? throw new ArgumentException(
                    $"There is no transport '{name}'. Choose one of: {string.Join(", ", All.Select(factory => factory.Name))}; or name none.");
}

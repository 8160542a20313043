namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>target.swarm</c>.</summary>
internal static class SwarmReader
{
    public static SwarmConfig Read(SectionReader swarm)
    {
        var reservations = swarm.Section("reservations");
        return new SwarmConfig
        {
            Entrypoint = TargetReader.ReadWords(swarm, "entrypoint"),
            Placement = PlacementReader.Read(swarm, "node.labels.role == target"),
            Networks = swarm.TextList("networks") ?? [],
            Publish = (PublishKind?)swarm.Choice("publish") ?? PublishKind.Auto,
            ReservedCpus = reservations.Number("cpus"),
            ReservedMemoryBytes = reservations.Size("memory"),
            Secrets = swarm.TextList("secrets") ?? [],
            Configs = ReadConfigs(swarm),
            Restart = (RestartKind?)swarm.Choice("restart") ?? RestartKind.None,
            KeepsProcesses = swarm.Choice("processes") == 1,
        };
    }

    private static IReadOnlyDictionary<string, string> ReadConfigs(SectionReader swarm)
    {
        var configs = swarm.TextMap("configs") ?? new Dictionary<string, string>();
        foreach (var (name, path) in configs.Where(config => !config.Value.StartsWith('/') && !swarm.Context.IsUnresolved(config.Value)))
        {
            swarm.Fail("configs", $"'{path}' is not where {name} can be put: write the whole path in the container, such as /etc/{name}");
        }

        return configs;
    }
}

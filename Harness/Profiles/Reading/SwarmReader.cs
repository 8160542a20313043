using LoadLab.Harness.Profiles.Values;

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
            Placement = ReadPlacement(swarm),
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

    private static IReadOnlyList<string> ReadPlacement(SectionReader swarm)
    {
        var constraints = swarm.TextList("placement") ?? [];
        foreach (var text in constraints.Where(text => !swarm.Context.IsUnresolved(text) && !PlacementText.IsConstraint(text)))
        {
            swarm.Fail("placement", $"'{text}' is not a constraint: write it such as node.labels.role == target");
        }

        return constraints;
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

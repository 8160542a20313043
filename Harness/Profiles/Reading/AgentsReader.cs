using LoadLab.Harness.Profiles.Matrix;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>agents</c>.</summary>
internal static class AgentsReader
{
    private static readonly string[] OnlyWithSwarm = ["placement", "image", "advertise", "cpus", "memory"];

    /// <summary>Null where the harness makes the load itself.</summary>
    public static AgentsConfig? Read(SectionReader agents)
    {
        if (!agents.Exists)
        {
            return null;
        }

        var defaults = new AgentsConfig { Count = 1 };
        var start = ReadStart(agents);
        return new AgentsConfig
        {
            Count = agents.Integer("count") ?? defaults.Count,
            Start = start ?? defaults.Start,
            Placement = PlacementReader.Read(agents, "node.labels.role == load"),
            Image = ReadImage(agents) ?? defaults.Image,
            Listen = ReadListen(agents),
            Advertise = ReadAdvertise(agents),
            Within = ReadWithin(agents) ?? defaults.Within,
            OnLoss = (AgentLossPolicy?)agents.Choice("on_loss") ?? defaults.OnLoss,
            Cpus = agents.Number("cpus"),
            MemoryBytes = agents.Size("memory"),
        };
    }

    /// <summary>Null where it is written wrong.</summary>
    private static AgentStart? ReadStart(SectionReader agents)
    {
        var start = agents.Has("start") ? (AgentStart?)agents.Choice("start") : agents.Has("placement") ? AgentStart.Swarm : AgentStart.Local;
        foreach (var key in OnlyWithSwarm.Where(key => start is AgentStart.Local or AgentStart.Join && agents.Has(key)))
        {
            agents.Fail(key, $"'{key}' is for agents of a swarm: write start: swarm, or remove it");
        }

        return start;
    }

    private static string? ReadImage(SectionReader agents)
    {
        var image = agents.Text("image");
        if (image is { Length: 0 })
        {
            agents.Fail("image", "is empty: name an image, or remove the key");
        }
        else if (image is not null && Placeholders.Occur(image))
        {
            agents.Fail("image", $"'{image}' has a placeholder, and the agents are the same for every configuration: write the image's name");
        }

        return image;
    }

    private static string? ReadListen(SectionReader agents)
    {
        var text = agents.Text("listen");
        if (text is not null && ListenText.Read(text).Error is { } error)
        {
            agents.Fail("listen", error);
        }

        return text;
    }

    private static string? ReadAdvertise(SectionReader agents)
    {
        var host = agents.Text("advertise");
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            agents.Fail("advertise", $"'{host}' is not a host name or an address: write it such as 10.0.0.5, without a port, which is that of 'listen'");
        }

        return host;
    }

    private static TimeSpan? ReadWithin(SectionReader agents)
    {
        var time = agents.Duration("within");
        if (time == TimeSpan.Zero)
        {
            agents.Fail("within", "must be above 0s");
        }

        return time;
    }
}

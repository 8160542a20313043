namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The container of a task.</summary>
internal sealed record ContainerSpec
{
    /// <summary>Name or id. By id nothing is asked of a registry.</summary>
    public string Image { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Its machine's name, which may be a template: <c>{{.Node.Hostname}}</c>.</summary>
    public string? Hostname { get; init; }

    /// <summary>Instead of the image's entry point.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Instead of the image's command.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary><c>NAME=value</c>; the value may be a template: <c>{{.Task.Slot}}</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>How long a task may take to end before it is killed, in ns.</summary>
    public long? StopGracePeriod { get; init; }

    public IReadOnlyList<SecretReference>? Secrets { get; init; }

    public IReadOnlyList<ConfigReference>? Configs { get; init; }
}

using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>A constraint such as <c>node.labels.role == target</c>, as far as it can be judged here.</summary>
internal sealed record PlacementConstraint(string Key, bool Equal, string Value)
{
    private const string NodeLabels = "node.labels.";

    /// <summary>Null where the text is not one.</summary>
    public static PlacementConstraint? Parse(string text) => PlacementText.Split(text) is { } parts ? new PlacementConstraint(parts.Key, parts.Equal, parts.Value) : null;

    /// <summary>Whether all of them let a node have a task; the swarm itself decides in the end.</summary>
    public static bool Admit(IEnumerable<string> constraints, SwarmNode node) =>
        constraints.All(text => Parse(text) is not { } constraint || constraint.Admits(node) != false);

    /// <summary>Null where only the swarm can tell.</summary>
    public bool? Admits(SwarmNode node) => ValueOf(node) is { } actual ? string.Equals(actual, Value, StringComparison.OrdinalIgnoreCase) == Equal : null;

    private string? ValueOf(SwarmNode node) => Key switch
    {
        "node.id" => node.Id,
        "node.hostname" => node.Name,
        "node.role" => node.Spec.Role,
        _ when Key.StartsWith(NodeLabels, StringComparison.Ordinal) => node.Spec.Labels.GetValueOrDefault(Key[NodeLabels.Length..]) ?? "",
        _ => null,
    };
}

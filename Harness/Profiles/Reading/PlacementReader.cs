using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>placement</c>: constraints on the nodes of a swarm.</summary>
internal static class PlacementReader
{
    public static IReadOnlyList<string> Read(SectionReader section, string example)
    {
        var constraints = section.TextList("placement") ?? [];
        foreach (var text in constraints.Where(text => !section.Context.IsUnresolved(text) && !PlacementText.IsConstraint(text)))
        {
            section.Fail("placement", $"'{text}' is not a constraint: write it such as {example}");
        }

        return constraints;
    }
}

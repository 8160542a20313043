using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Profiles.Matrix;

/// <summary>The axes with a meaning of their own.</summary>
internal static class ReservedAxes
{
    public const string Replicas = "replicas";
    public const string Workers = "workers";
    public const string Cpus = "cpus";
    public const string Memory = "memory";

    /// <summary>More replicas than one machine or one Swarm service is given.</summary>
    private const int MostReplicas = 1000;

    /// <summary>Those that the deployment itself applies, so that no placeholder has to.</summary>
    public static bool IsAppliedByDeployment(string axis) => axis is Replicas or Cpus or Memory;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Replicas, Workers, Cpus, Memory];

    /// <summary>What is wrong with a value of such an axis; null for other axes.</summary>
    public static string? Error(CellValue value) => value.Key switch
    {
        Replicas or Workers => CountError(value.Text),
        Cpus => CpusError(value.Text),
        Memory => SizeText.Read(value.Text).Error,
        _ => null,
    };

    /// <summary>Text that is equal for equal values.</summary>
    public static string Canonical(CellValue value) => value.Key switch
    {
        Replicas or Workers when NumberText.ReadInteger(value.Text) is { Error: null } count => $"{count.Value}",
        Cpus when NumberText.ReadNumber(value.Text) is { Error: null } cpus => $"{cpus.Value:R}",
        Memory when SizeText.Read(value.Text) is { Error: null } size => $"{size.Value}",
        _ => value.Text,
    };

    private static string? CountError(string text)
    {
        var count = NumberText.ReadInteger(text);
        return count.Error ?? (count.Value is < 1 or > MostReplicas ? $"'{text}' is not between 1 and {MostReplicas}" : null);
    }

    private static string? CpusError(string text)
    {
        var cpus = NumberText.ReadNumber(text);
        // The kernel's CPU quota has no finer meaning than a hundredth of a core.
        return cpus.Error ?? (cpus.Value is < 0.01 or > 1024 ? $"'{text}' is not between 0.01 and 1024 cores" : null);
    }
}

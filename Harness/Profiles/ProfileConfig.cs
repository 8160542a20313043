namespace LoadLab.Harness.Profiles;

/// <summary>A profile, read, checked and expanded: one <see cref="Configuration"/> per cell of its matrix.</summary>
public sealed record ProfileConfig
{
    /// <summary>Short name, used for the report folder: letters, digits, dots and hyphens.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The cells of the matrix in matrix order, include and exclude applied; at least one.</summary>
    public required IReadOnlyList<Configuration> Configurations { get; init; }

    /// <summary>Who makes the load of every trial; null where the harness makes it itself.</summary>
    public AgentsConfig? Agents { get; init; }

    public required TrialsConfig Trials { get; init; }

    public SloConfig? Slo { get; init; }

    public required ObjectiveConfig Objective { get; init; }

    public PricesConfig? Prices { get; init; }

    /// <summary>The axis whose values are each a change to the one before; null where there is none.</summary>
    public string? Ladder { get; init; }

    /// <summary>The axis whose values are held against one of them; null where there is none.</summary>
    public ComparisonConfig? Compare { get; init; }

    /// <summary>Axes whose values go by their names alone, however many parts they have.</summary>
    public IEnumerable<string> NamedAxes => new[] { Ladder, Compare?.Axis }.OfType<string>().Distinct();

    /// <summary>The YAML as run: the file's text with every <c>--set</c> applied.</summary>
    public required string Yaml { get; init; }

    /// <summary>Absolute folder that relative paths in <see cref="Yaml"/> start from; paths in the records are absolute already.</summary>
    public string BaseDirectory { get; init; } = "";
}

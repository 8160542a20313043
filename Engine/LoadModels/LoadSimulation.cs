namespace LoadLab.Engine.LoadModels;

/// <summary>One stage of a load profile, under NBomber's names. Stages run one after another.</summary>
/// <remarks>Open stages start requests whether or not earlier ones were answered; closed stages hold virtual users that wait.</remarks>
public abstract record LoadSimulation
{
    private protected LoadSimulation() { }

    /// <summary>The name used in YAML and on the command line, such as <c>keep_constant</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How long the stage lasts; null where it ends by a count of iterations.</summary>
    public abstract TimeSpan? Duration { get; }

    /// <summary>Everything wrong with this stage, as "field: what and how to mend it"; empty when it is valid.</summary>
    public abstract IReadOnlyList<string> Validate();
}

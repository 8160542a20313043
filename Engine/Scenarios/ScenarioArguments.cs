namespace LoadLab.Engine.Scenarios;

/// <summary>What the harness gives to the user's method that describes a scenario.</summary>
public sealed class ScenarioArguments
{
    private long _next = -1;

    /// <summary>Base addresses of the target, one per replica; none where <c>harness run</c> was given no <c>--url</c>.</summary>
    /// <remarks>
    /// Before a target is deployed the method is called once to learn the scenario's name and stages. The addresses are then of nobody,
    /// so whatever needs the target belongs into <see cref="ScenarioProps.WithInit"/> or an iteration.
    /// </remarks>
    public required IReadOnlyList<Uri> Targets { get; init; }

    /// <summary>What the profile or the command line set, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Seed of the trial; the same for all configurations of a repeat.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Folder of the project, or of the assembly where that was named: where its data files are looked for.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The next target in turn. Safe to use from many iterations at once.</summary>
    /// <exception cref="LoadSetupException">There is none.</exception>
    public Uri NextTarget() =>
        Targets.Count > 0
            ? Targets[(int)(Interlocked.Increment(ref _next) % Targets.Count)]
            : throw new LoadSetupException("The scenario needs a target: give --url.");

    /// <summary>A setting that must be there.</summary>
    /// <exception cref="LoadSetupException">It is not set.</exception>
    public string Setting(string name) =>
        Settings.TryGetValue(name, out var value)
            ? value
            : throw new LoadSetupException($"The scenario needs the setting '{name}': give it under load.settings, or as --setting {name}=VALUE.");

    /// <summary>A setting, or what holds without it.</summary>
    public string Setting(string name, string fallback) => Settings.GetValueOrDefault(name, fallback);

    /// <summary>The absolute path of a file that lies with the scenario's code.</summary>
    public string File(string path) => Path.GetFullPath(path, Folder.Length > 0 ? Folder : Directory.GetCurrentDirectory());
}

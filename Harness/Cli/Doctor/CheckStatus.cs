namespace LoadLab.Harness.Cli.Doctor;

/// <summary>What <c>harness doctor</c> thinks of one thing.</summary>
internal enum CheckStatus
{
    Ok,

    /// <summary>Works without it, but less well, or a verb that needs it does not work.</summary>
    Warn,

    /// <summary>LoadLab's own sweeps and reports do not work without it.</summary>
    Missing,
}

namespace LoadLab.Harness.Profiles;

/// <summary>Order of trials. Written in profiles by its lower-case name.</summary>
public enum TrialOrder
{
    /// <summary>Every configuration once in seeded random order, then again in another: drift of the machine spreads over all.</summary>
    Shuffled = 0,

    /// <summary>Matrix order, all configurations once, then again.</summary>
    Sequential = 1,
}

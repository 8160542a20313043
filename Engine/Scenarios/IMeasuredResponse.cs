namespace LoadLab.Engine.Scenarios;

/// <summary>What the runner knows of a response beyond what a scenario sees.</summary>
internal interface IMeasuredResponse
{
    /// <summary>The part of its size that was sent.</summary>
    long SentBytes { get; }

    /// <summary>True once a step has counted its bytes, so that an iteration which returns it does not count them again.</summary>
    bool IsCountedInStep { get; }
}

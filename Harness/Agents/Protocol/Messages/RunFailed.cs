namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: the run is over and there will be no result.</summary>
/// <param name="Run">The run.</param>
/// <param name="Code">What kind of failure.</param>
/// <param name="Reason">What happened and how to mend it, for a user to read.</param>
internal sealed record RunFailed(Guid Run, RunFailureCode Code, string Reason) : Message;

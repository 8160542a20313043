namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: all of the feed is there and the run could start.</summary>
/// <param name="Run">The run that was prepared.</param>
/// <param name="Transport">How it will move bytes: <c>io_uring</c>, <c>epoll</c> or <c>sockets</c>.</param>
/// <param name="TransportNote">Why a faster transport was passed over; null where it was not.</param>
internal sealed record Prepared(Guid Run, string Transport, string? TransportNote) : Message;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>How a peer broke the protocol.</summary>
/// <param name="Code">What to tell it.</param>
/// <param name="Reason">What to tell the user: a clause such as <c>it sent DATA before its header</c>.</param>
internal sealed record Http2Violation(Http2ErrorCode Code, string Reason);

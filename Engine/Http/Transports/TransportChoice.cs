namespace LoadLab.Engine.Http.Transports;

/// <summary>The transport of a run.</summary>
/// <param name="Factory">Makes it.</param>
/// <param name="Note">Why a better one was passed over, in a sentence; null where it is the best there is, or the one asked for.</param>
internal sealed record TransportChoice(TransportFactory Factory, string? Note);

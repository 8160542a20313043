using System.Net;

namespace LoadLab.Engine.Http;

/// <summary>One target, resolved.</summary>
/// <param name="Address">Where to connect.</param>
/// <param name="Host">Value of the Host field: the name as given, with the port unless it is the scheme's own (80 or 443).</param>
/// <param name="TlsHost">The name that its certificate must be for; null for plain text.</param>
internal sealed record LoadTarget(IPEndPoint Address, string Host, string? TlsHost = null);

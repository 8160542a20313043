using LoadLab.Engine.Http;

namespace LoadLab.Scenarios;

/// <summary>A ready-made load for the bundled target API: what to send, by name.</summary>
/// <param name="Name">As written in a profile: <c>scenario: predict</c>.</param>
/// <param name="Description">One line for listings.</param>
/// <param name="Requests">The requests with their bodies.</param>
public sealed record Workload(string Name, string Description, IReadOnlyList<HttpRequestTemplate> Requests);

namespace LoadLab.Benchmarks.Clients;

/// <summary>What every client of a comparison is asked to do: the same closed load.</summary>
/// <param name="Url">Where to.</param>
/// <param name="BodyFile">POST this file as JSON; null: GET.</param>
/// <param name="Connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Scratch">A folder for files that the client needs.</param>
internal sealed record ClientJob(Uri Url, string? BodyFile, int Connections, int Seconds, string Scratch)
{
    public const string BodyType = "application/json";
}

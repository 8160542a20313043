namespace LoadLab.Benchmarks.Faults;

/// <summary>Bodies that no model can take: NaN, too few and too many columns, no JSON, none at all.</summary>
internal sealed class BadRows : IFault
{
    private static readonly string[] Bodies =
    [
        """{"features":[NaN]}""",
        """{"features":[1,2,3]}""",
        $$"""{"features":[{{string.Join(',', Enumerable.Repeat("1", 4_000))}}]}""",
        """{"features":[[1e39]]}""",
        """{"features":[""",
        "",
    ];

    public string Name => "bad rows";

    public async Task InjectAsync(FaultSite site, Tally answers, CancellationToken end)
    {
        byte[][] requests = [.. Bodies.Select(body => RawConnection.Post("/predict", body))];
        using var wire = await RawConnection.OpenAsync(site.Address, CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; !end.IsCancellationRequested; i = (i + 1) % requests.Length)
        {
            await wire.SendAsync(requests[i], CancellationToken.None).ConfigureAwait(false);
            answers.Add(await wire.ReadAsync(CancellationToken.None).ConfigureAwait(false), Tally.Closed);
        }
    }
}

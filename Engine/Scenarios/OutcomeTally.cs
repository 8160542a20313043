using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>All outcomes of a scenario or a step, with the texts of their statuses. Not thread-safe.</summary>
internal sealed class OutcomeTally
{
    /// <summary>Statuses kept apart; scenarios may put anything there, and memory must not grow with it.</summary>
    private const int MostStatuses = 200;

    private const string OtherStatuses = "(other)";

    private readonly Dictionary<(string Status, bool IsError), (string Message, long Count)> _statuses = [];

    internal LatencyHistogram Ok { get; } = new();

    internal LatencyHistogram Failed { get; } = new();

    internal long OkBytes { get; private set; }

    internal long FailedBytes { get; private set; }

    internal void Record(IResponse response, long elapsedNs, long bytes)
    {
        Count(response);
        if (response.IsError)
        {
            Failed.Record(elapsedNs);
            FailedBytes += bytes;
        }
        else
        {
            Ok.Record(elapsedNs);
            OkBytes += bytes;
        }
    }

    internal IReadOnlyList<StatusCodeStats> Statuses(bool areErrors) =>
    [
        .. _statuses.Where(status => status.Key.IsError == areErrors)
            .OrderByDescending(status => status.Value.Count)
            .Select(status => new StatusCodeStats(status.Key.Status, areErrors, status.Value.Message, status.Value.Count)),
    ];

    private void Count(IResponse response)
    {
        var key = (response.StatusCode ?? "", response.IsError);
        if (!_statuses.ContainsKey(key) && _statuses.Count >= MostStatuses)
        {
            key = (OtherStatuses, response.IsError);
        }

        _statuses[key] = _statuses.TryGetValue(key, out var known) ? (known.Message, known.Count + 1) : (response.Message ?? "", 1);
    }
}

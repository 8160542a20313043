using System.Collections.Concurrent;
using System.Text;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>How often each call was answered with which status: what a service really asks of its registry.</summary>
internal sealed class RegistryCallCounts
{
    private readonly ConcurrentDictionary<(string Call, int Status), long> _counts = [];

    public void Add(string call, int status) => _counts.AddOrUpdate((call, status), 1, (_, count) => count + 1);

    /// <summary>Prometheus text.</summary>
    public string Write()
    {
        var text = new StringBuilder("# HELP registry_requests_total Calls answered.\n# TYPE registry_requests_total counter\n");
        foreach (((string call, int status), long count) in _counts.OrderBy(c => c.Key))
        {
            text.Append($"registry_requests_total{{call=\"{call}\",status=\"{status}\"}} {count}\n");
        }

        return text.ToString();
    }
}

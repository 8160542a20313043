using System.Globalization;

namespace LoadLab.TargetApi.Workers;

/// <summary>What a supervisor tells a worker process by way of one environment variable.</summary>
/// <param name="Index">Which worker this is, from 0.</param>
/// <param name="Supervisor">Process id of the supervisor.</param>
/// <param name="Descriptor">The supervisor's descriptor of the shared counters.</param>
/// <param name="Stripes">Stripes of counters per worker.</param>
/// <param name="Port">The port to share; the supervisor has chosen it where PORT is 0.</param>
internal sealed record WorkerRole(int Index, int Supervisor, int Descriptor, int Stripes, int Port)
{
    /// <summary>Not a setting for users: <c>index/supervisor/descriptor/stripes/port</c>.</summary>
    public const string Variable = "TARGET_API_WORKER_ROLE";

    /// <summary>Null in a process that no supervisor started.</summary>
    public static WorkerRole? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        int[] parts = [.. text.Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return new WorkerRole(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Supervisor}/{Descriptor}/{Stripes}/{Port}");
}

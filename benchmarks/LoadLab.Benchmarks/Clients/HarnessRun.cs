using System.Text.Json;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>The figures of one <c>harness run --json</c> that the experiments use.</summary>
internal sealed record HarnessRun
{
    /// <summary>The harness's exit code for it.</summary>
    private const int InvalidVerdict = 4;

    public required string Transport { get; init; }

    public required double MeasuredSeconds { get; init; }

    public required long Planned { get; init; }

    public required long Sent { get; init; }

    public required long Missed { get; init; }

    public required long Ok { get; init; }

    public required long Failed { get; init; }

    public required Percentiles ResponseTime { get; init; }

    public required Percentiles ServiceTime { get; init; }

    public required Percentiles Lateness { get; init; }

    /// <summary>Of a processor, by the busiest loop.</summary>
    public required double LoopCpuShare { get; init; }

    /// <summary>CPU time of the whole process over the measured part, for one request, in µs.</summary>
    public required double SteadyCpuUs { get; init; }

    /// <summary><c>valid</c>, <c>suspect</c> or <c>invalid</c>.</summary>
    public required string Verdict { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The verdict with its reasons, where it is not <c>valid</c>.</summary>
    public string? Remark => Verdict == "valid" ? null : $"{Verdict}: {string.Join(" ", Reasons)}";

    /// <summary>
    /// A run whose verdict is <c>invalid</c> is measured all the same, and the reports tell the verdict: what it cost and what the server
    /// counted do not rest on the engine's word.
    /// </summary>
    public static bool HasFigures(int exitCode) => exitCode is 0 or InvalidVerdict;

    /// <summary>The call of the built program, without the launcher's look at the sources.</summary>
    public static ProgramCall Call(Repository repository, IReadOnlyList<string> arguments) =>
        ProgramCall.DotNet(repository.Harness, ["run", .. arguments, "--json"]);

    /// <summary>Whether the built harness knows an option of <c>run</c>.</summary>
    public static async Task<bool> KnowsAsync(Repository repository, string option) =>
        await ToolOutput.TryReadAsync("dotnet", repository.Harness, "run", "--help").ConfigureAwait(false) is { } help && help.Contains($"{option} ", StringComparison.Ordinal);

    /// <summary>The figures of a run that an experiment cannot do without.</summary>
    /// <exception cref="BenchmarkException">It failed, or none of its requests succeeded: the time of an error says nothing.</exception>
    public static HarnessRun Require(ClientOutcome outcome)
    {
        try
        {
            outcome.ThrowIfFailed(HasFigures);
            var run = Parse(outcome.Output);
            return run.Ok > 0 ? run : throw new ClientFailedException($"none of its {run.Failed} requests succeeded");
        }
        catch (Exception e) when (e is ClientFailedException or FormatException)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"harness run: {e.Message}");
        }
    }

    /// <exception cref="FormatException">It is not what the harness prints.</exception>
    public static HarnessRun Parse(string output)
    {
        using var json = ToolJson.Parse(output);
        try
        {
            return Read(json.RootElement);
        }
        catch (KeyNotFoundException e)
        {
            throw new FormatException($"its JSON lacks a figure: {e.Message}", e);
        }
    }

    private static HarnessRun Read(JsonElement root)
    {
        var load = root.GetProperty("load");
        var counts = load.GetProperty("counts");
        var generator = load.GetProperty("generator");
        var validity = root.GetProperty("validity");
        var (ok, failed) = (counts.GetProperty("ok").GetInt64(), counts.GetProperty("failed").GetInt64());
        return new HarnessRun
        {
            Transport = load.GetProperty("transport").GetString()!,
            MeasuredSeconds = load.GetProperty("measuredSeconds").GetDouble(),
            Planned = counts.GetProperty("planned").GetInt64(),
            Sent = counts.GetProperty("sent").GetInt64(),
            Missed = counts.GetProperty("missed").GetInt64(),
            Ok = ok,
            Failed = failed,
            ResponseTime = Percentiles.Read(load.GetProperty("responseTime")),
            ServiceTime = Percentiles.Read(load.GetProperty("serviceTime")),
            Lateness = Percentiles.Read(load.GetProperty("lateness")),
            LoopCpuShare = generator.GetProperty("loopCpuShare").EnumerateArray().Max(share => share.GetDouble()),
            SteadyCpuUs = TimeSpan.Parse(generator.GetProperty("processCpu").GetString()!).TotalMicroseconds / Math.Max(1, ok + failed),
            Verdict = validity.GetProperty("verdict").GetString()!,
            Reasons = [.. validity.GetProperty("reasons").EnumerateArray().Select(Reason)],
        };
    }

    /// <summary>A sentence, by itself or in an object.</summary>
    private static string Reason(JsonElement reason) => reason.ValueKind == JsonValueKind.String ? reason.GetString()! : reason.ToString();
}

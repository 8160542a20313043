using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>hey: Go's net/http behind a pool of workers. Its distribution and its count end at a million requests.</summary>
/// <param name="ratePerSecond">Of all workers together; null: as fast as answers come.</param>
internal sealed class HeyClient(int? ratePerSecond = null) : ILoadClient
{
    public string Name => ratePerSecond is null ? "hey" : "hey -q";

    public async Task<ClientAvailability> FindAsync()
    {
        var usage = await ToolOutput.TryReadAsync("hey").ConfigureAwait(false);
        var version = usage is null ? null : await DebianPackage.VersionAsync("hey").ConfigureAwait(false) ?? "version not told";
        return ClientAvailability.From(version, "apt-get install hey");
    }

    public ProgramCall Call(ClientJob job)
    {
        List<string> arguments = ["-z", $"{job.Seconds}s", "-c", $"{job.Connections}", "-cpus", "1"];
        if (ratePerSecond is { } rate)
        {
            arguments.AddRange(["-q", $"{(double)rate / job.Connections}"]);
        }

        if (job.BodyFile is { } body)
        {
            arguments.AddRange(["-m", "POST", "-D", body, "-T", ClientJob.BodyType]);
        }

        return new ProgramCall("hey", [.. arguments, job.Url.ToString()]);
    }

    public ClientReport Read(string output)
    {
        var statuses = Statuses(output);
        return new ClientReport
        {
            Requests = statuses.Sum(status => status.Count),
            Failed = statuses.Where(status => status.Code >= 400).Sum(status => status.Count) + Errors(output),
            P50Ms = ToolText.Milliseconds(output, @"^\s+50% in (\S+ secs)"),
            P90Ms = ToolText.Milliseconds(output, @"^\s+90% in (\S+ secs)"),
            P99Ms = ToolText.Milliseconds(output, @"^\s+99% in (\S+ secs)"),
        };
    }

    private static List<(int Code, long Count)> Statuses(string output)
    {
        ToolText.Require(output, "(Status code distribution)");
        return [.. LinesOf(output, "Status code distribution:").Select(line => line.Split('\t', ' ')).Select(words => (int.Parse(words[0].Trim('[', ']')), long.Parse(words[1])))];
    }

    /// <summary><c>[3]	Get "http://…": EOF</c>: so many of one kind.</summary>
    private static long Errors(string output) =>
        LinesOf(output, "Error distribution:").Sum(line => long.Parse(line[1..line.IndexOf(']', StringComparison.Ordinal)]));

    private static IEnumerable<string> LinesOf(string output, string heading) =>
        output.Split('\n').Select(line => line.Trim()).SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.StartsWith('['));
}

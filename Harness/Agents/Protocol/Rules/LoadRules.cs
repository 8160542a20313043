using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Rules;

/// <summary>What the values of a <see cref="LoadSpec"/> may be. Whether the load as a whole makes sense is the engine's to say.</summary>
internal static class LoadRules
{
    /// <summary>Loops are threads, one for each processor at most.</summary>
    private const int MostLoops = 4_096;

    private static readonly string[] HttpVersions = ["1.1", "2"];
    private static readonly string[] Transports = ["io_uring", "epoll", "sockets"];
    private static readonly string[] Pacings = ["precise", "frugal"];
    private static readonly string[] FeedOrders = ["sequential", "random", "unique"];
    private static readonly string[] ArrivalProcesses = ["even", "poisson"];

    public static void Check(LoadSpec load)
    {
        Bounds.Texts(load.Targets, 1, ProtocolLimits.ValueCharacters, "load.targets");
        CheckRequests(load.Requests);
        Bounds.Items(load.Stages, 1, "load.stages");
        foreach (var stage in load.Stages)
        {
            CheckStage(stage);
        }

        Bounds.Count(load.ThinkMinimumNs, "load.thinkMinimumNs");
        Bounds.Within(load.ThinkMaximumNs, load.ThinkMinimumNs, ProtocolLimits.Nanoseconds, "load.thinkMaximumNs");
        Bounds.Count(load.WarmUpNs, "load.warmUpNs");
        Bounds.OneOf(load.HttpVersion, HttpVersions, "load.httpVersion");
        Bounds.Text(load.Tls.CaPem, ProtocolLimits.CertificateCharacters, "load.tls.caPem");
        Bounds.Text(load.Tls.Fingerprint, ProtocolLimits.ValueCharacters, "load.tls.fingerprint");
        CheckEngine(load);
    }

    private static void CheckEngine(LoadSpec load)
    {
        Bounds.Within(load.Loops, 1, MostLoops, "load.loops");
        Bounds.OneOf(load.Transport, Transports, "load.transport");
        Bounds.OneOf(load.Pacing, Pacings, "load.pacing");
        Bounds.AtLeastOne(load.MaxConnectionsPerLoop, "load.maxConnectionsPerLoop");
        Bounds.Count(load.ConnectTimeoutNs, "load.connectTimeoutNs");
        Bounds.Count(load.ResponseTimeoutNs, "load.responseTimeoutNs");
        Bounds.Count(load.DrainTimeoutNs, "load.drainTimeoutNs");
        Bounds.AtLeastOne(load.IntervalNs, "load.intervalNs");
    }

    private static void CheckRequests(IReadOnlyList<RequestSpec> requests)
    {
        Bounds.Items(requests, 1, "load.requests");
        foreach (var request in requests)
        {
            Bounds.Note(request.Name, "requests.name");
            Bounds.Positive(request.Weight, "requests.weight");
            Bounds.HeadText(request.Method, "requests.method");
            Bounds.HeadText(request.Path, "requests.path");
            Bounds.OneOf(request.FeedOrder, FeedOrders, "requests.feedOrder");
            Bounds.Count(request.Rows, "requests.rows");
            CheckHeaders(request.Headers);
        }

        Bounds.Within(requests.Sum(request => (long)request.Rows), 0, ProtocolLimits.FeedRows, "requests.rows");
    }

    private static void CheckHeaders(IReadOnlyList<HeaderSpec> headers)
    {
        Bounds.Items(headers, 0, "requests.headers");
        foreach (var header in headers)
        {
            Bounds.HeadText(header.Name, "headers.name");
            Bounds.HeadText(header.Value, "headers.value");
        }
    }

    private static void CheckStage(StageSpec stage)
    {
        Bounds.OneOf(stage.Kind, StageKinds.All, "stages.kind");
        Bounds.Count(stage.Copies, "stages.copies");
        Bounds.Count(stage.Rate, "stages.rate");
        Bounds.Count(stage.MinRate, "stages.minRate");
        Bounds.Count(stage.MaxRate, "stages.maxRate");
        Bounds.Count(stage.Iterations, "stages.iterations");
        Bounds.Count(stage.IntervalNs, "stages.intervalNs");
        Bounds.Count(stage.DuringNs, "stages.duringNs");
        Bounds.OneOf(stage.Arrivals, ArrivalProcesses, "stages.arrivals");
    }
}

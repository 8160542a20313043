using System.Globalization;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>How fast this machine sends: the real engine against the least possible server, both in this process.</summary>
internal static class GeneratorCheck
{
    private const string Name = "sending";
    private const int Users = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    /// <summary>One loop, closed load: the server, not the generator, is most likely the limit, and the finding says so.</summary>
    public static async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        using var server = new LoopbackServer();
        var load = new HttpLoad
        {
            Targets = [server.Address],
            Requests = [new HttpRequestTemplate { Path = "/" }],
            Simulations = [new KeepConstant(Users, Measured)],
            WarmUp = WarmUp,
        };
        try
        {
            var result = await new HttpLoadEngine().RunAsync(load, observer: null, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return Judge(result);
        }
        catch (LoadSetupException error)
        {
            return CheckResult.Missing(Name, error.Message, "load cannot be generated here until this is mended");
        }
    }

    internal static CheckResult Judge(LoadResult result)
    {
        if (result.OkInTime == 0 || result.Counts.Failed > 0)
        {
            return CheckResult.Missing(Name, $"{result.Counts.Failed} of {result.Counts.Ok + result.Counts.Failed} requests over loopback failed", "see whether a firewall or a proxy stands between");
        }

        var loop = result.Generator.LoopCpuShare is { Count: > 0 } shares
            ? string.Create(CultureInfo.InvariantCulture, $"which was busy {shares.Average():P0} of the time")
            : "whose CPU time this system does not tell";
        return CheckResult.Ok(Name, string.Create(CultureInfo.InvariantCulture,
            $"{result.OkPerSecond:N0} requests/s over loopback by one loop ({result.Transport}), {loop}; the server took turns on the same processors"));
    }
}

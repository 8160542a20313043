using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http;

/// <summary>What makes an <see cref="HttpLoad"/> fit to run.</summary>
internal static class HttpLoadRules
{
    /// <exception cref="ArgumentException">The load is not valid; the message lists everything wrong, one line each.</exception>
    public static void ThrowIfInvalid(HttpLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var errors = CheckTargets(load.Targets).Concat(CheckRequests(load.Requests, load.Version)).Concat(CheckSimulations(load.Simulations))
            .Concat(CheckTimes(load)).Concat(CheckShare(load)).Concat(CheckTls(load.Tls)).Concat(CheckOptions(load.Options)).ToList();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
        }
    }

    private static IEnumerable<string> CheckTargets(IReadOnlyList<Uri> targets)
    {
        if (targets.Count == 0)
        {
            yield return "targets: there is none; give at least one such as http://127.0.0.1:8080.";
        }

        foreach (var target in targets)
        {
            if (!target.IsAbsoluteUri || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps))
            {
                yield return $"targets: '{target}' is not of the form http://host:port or https://host:port.";
            }
            else if (target.PathAndQuery != "/" || target.UserInfo.Length > 0)
            {
                yield return $"targets: '{target}' may hold only a scheme, a host and a port; put the path into the request.";
            }
        }
    }

    private static IEnumerable<string> CheckRequests(IReadOnlyList<HttpRequestTemplate> requests, HttpProtocolVersion version) => requests.Count == 0
        ? ["requests: there is none; give at least one."]
        : requests.SelectMany((request, index) => RequestRules.Check(request, $"requests[{index}]", version));

    private static IEnumerable<string> CheckSimulations(IReadOnlyList<LoadSimulation> simulations) => simulations.Count == 0
        ? ["simulations: there is none; give at least one, such as keep_constant."]
        : simulations.SelectMany((stage, index) => stage.Validate().Select(error => $"simulations[{index}].{error}"));

    private static IEnumerable<string> CheckTimes(HttpLoad load)
    {
        if (load.ThinkTime.Minimum < TimeSpan.Zero || load.ThinkTime.Maximum < load.ThinkTime.Minimum)
        {
            yield return $"thinkTime: {load.ThinkTime.Minimum} to {load.ThinkTime.Maximum} is no range; give 0 <= minimum <= maximum.";
        }

        if (load.WarmUp < TimeSpan.Zero)
        {
            yield return $"warmUp: {load.WarmUp} is negative; give zero or more.";
        }
    }

    private static IEnumerable<string> CheckShare(HttpLoad load)
    {
        var share = load.Share.Problem is { } problem ? new[] { problem } : [];
        return load.Rows is { } rows ? share.Concat(RowShareRules.Check(rows, load.Requests)) : share;
    }

    private static IEnumerable<string> CheckTls(TlsOptions tls)
    {
        if (tls.Fingerprint is { } fingerprint && !TlsOptions.IsFingerprint(fingerprint))
        {
            yield return $"tls.fingerprint: '{fingerprint}' is not one of SHA-256: give its 64 hexadecimal digits, with or without colons.";
        }

        if (!tls.VerifyCertificate && (tls.CaFile ?? tls.Fingerprint) is not null)
        {
            yield return "tls: nothing is verified, so neither a CA file nor a fingerprint has an effect; leave out the one or the other.";
        }

        if (tls.KeyFile is not null && tls.CertificateFile is null)
        {
            yield return "tls.keyFile: there is no certificate that it belongs to; give certificateFile too.";
        }
    }

    private static IEnumerable<string> CheckOptions(EngineOptions options)
    {
        if (options.Loops is < 1 or > 1024)
        {
            yield return $"loops: {options.Loops} must be between 1 and 1024.";
        }

        if (options.MaxConnectionsPerLoop < 1)
        {
            yield return $"maxConnectionsPerLoop: {options.MaxConnectionsPerLoop} must be at least 1.";
        }

        if (options.Processors is { Count: 0 })
        {
            yield return "processors: the list is empty; name at least one, or leave it out.";
        }

        foreach (var (name, time, least) in Times(options))
        {
            if (time < least)
            {
                yield return $"{name}: {time} must be at least {least}.";
            }
        }
    }

    private static IEnumerable<(string Name, TimeSpan Time, TimeSpan Least)> Times(EngineOptions options) =>
    [
        ("connectTimeout", options.ConnectTimeout, TimeSpan.FromMilliseconds(1)),
        ("responseTimeout", options.ResponseTimeout, TimeSpan.FromMilliseconds(1)),
        ("drainTimeout", options.DrainTimeout, TimeSpan.Zero),
        ("intervalLength", options.IntervalLength, TimeSpan.FromMilliseconds(10)),
    ];
}

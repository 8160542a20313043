using System.CommandLine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Agent;
using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Cli;

/// <summary><c>harness agent</c>.</summary>
internal static class AgentCommand
{
    public static Command Create(GlobalState state)
    {
        var join = new Option<string>("--join", "-j") { Description = "Where the sweep or run listens for agents: ws://host:port, or wss:// with TLS.", HelpName = "URL", Required = true };
        var tokenFile = new Option<string?>("--token-file") { Description = $"File with the token that the sweep was started with. Default: the variable {AgentToken.Variable}.", HelpName = "FILE" };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "SHA-256 of the coordinator's certificate, as it prints it: no other one is accepted.", HelpName = "HEX" };
        var name = new Option<string?>("--name") { Description = $"Its name in results. Default: the variable {AgentVariables.Name}, else the machine's.", HelpName = "NAME" };
        var maxRate = new Option<double?>("--max-rate") { Description = "Requests a second that it makes at most, whatever it is asked for.", HelpName = "N" };
        var maxConnections = new Option<int?>("--max-connections") { Description = "Connections that it holds at most.", HelpName = "N" };
        var maxDuration = new Option<string?>("--max-duration") { Description = "Longest run that it takes part in, such as 10m.", HelpName = "TIME" };
        var allowTarget = new Option<string[]>("--allow-target") { Description = "A host, or host:port, that it may load; may be repeated. Default: any that a start names.", HelpName = "HOST[:PORT]", DefaultValueFactory = _ => [] };
        var giveUpAfter = new Option<string?>("--give-up-after") { Description = "How long a coordinator that is gone is looked for. Default: for ever.", HelpName = "TIME" };
        var command = new Command("agent", "Make load for a sweep or run on another machine: joins it, and waits for what it is asked for.")
        {
            join, tokenFile, fingerprint, name, maxRate, maxConnections, maxDuration, allowTarget, giveUpAfter,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new AgentOptions
            {
                Coordinator = ReadJoin(parsed.GetValue(join)!),
                Token = AgentToken.Find(Full(state, parsed.GetValue(tokenFile)), state.Environment) ?? throw new UserErrorException(
                    ExitCode.Usage, $"The token is missing: give the file that holds it with --token-file, or set {AgentToken.Variable}."),
                Fingerprint = ReadFingerprint(parsed.GetValue(fingerprint), parsed.GetValue(join)!),
                Name = ReadName(parsed.GetValue(name) ?? state.Environment.GetValueOrDefault(AgentVariables.Name)),
                Limits = new AgentLimits
                {
                    Rate = Positive("--max-rate", parsed.GetValue(maxRate)),
                    Connections = (int?)Positive("--max-connections", parsed.GetValue(maxConnections)),
                    Duration = ReadTime("--max-duration", parsed.GetValue(maxDuration)),
                    Targets = parsed.GetValue(allowTarget) ?? [],
                },
                GiveUpAfter = ReadTime("--give-up-after", parsed.GetValue(giveUpAfter)),
            };
            using var session = new AgentSession(options, state.Time, state.Out.WriteLine);
            await session.RunAsync(cancellationToken).ConfigureAwait(false);
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static string? Full(GlobalState state, string? file) => file is null ? null : Path.GetFullPath(file, state.WorkingDirectory);

    private static Uri ReadJoin(string text)
    {
        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"ws://{text}", UriKind.Absolute, out var uri) || uri.Scheme is not ("ws" or "wss") || uri.PathAndQuery != "/")
        {
            throw new UserErrorException(ExitCode.Usage, $"--join: '{text}' is no address of a coordinator; write it as ws://host:port, or wss://host:port with TLS.");
        }

        // The scheme has a port of its own, which nobody means.
        return text.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal) ? uri : throw new UserErrorException(ExitCode.Usage, $"--join: '{text}' names no port.");
    }

    private static string? ReadFingerprint(string? text, string join)
    {
        if (text is null)
        {
            return null;
        }

        if (!join.StartsWith("wss://", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException(ExitCode.Usage, "--fingerprint has no effect without TLS: write the address as wss://host:port.");
        }

        return TlsOptions.IsFingerprint(text)
            ? text.Replace(":", "", StringComparison.Ordinal)
            : throw new UserErrorException(ExitCode.Usage, $"--fingerprint: '{text}' is none of SHA-256: give its 64 hexadecimal digits.");
    }

    /// <summary>A machine may be called anything; a name on the wire and of a file may not.</summary>
    private static string ReadName(string? text)
    {
        var name = text ?? new string([.. Environment.MachineName.Where(IsOfName)]);
        return name.Length is > 0 and <= 64 && name.All(IsOfName) && char.IsAsciiLetterOrDigit(name[0])
            ? name
            : throw new UserErrorException(ExitCode.Usage, $"--name: '{name}' may hold up to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and begins with a letter or digit.");
    }

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';

    private static double? Positive(string option, double? value) =>
        value is null or > 0 ? value : throw new UserErrorException(ExitCode.Usage, $"{option}: {value} is not above zero.");

    private static TimeSpan? ReadTime(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var time = DurationText.Read(text);
        return time.Error is null && time.Value > TimeSpan.Zero ? time.Value
            : throw new UserErrorException(ExitCode.Usage, $"{option}: {time.Error ?? $"'{text}' is not above zero"}.");
    }
}

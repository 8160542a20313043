using System.CommandLine;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Harness.Cli;

/// <summary>The options by which <c>sweep</c> and <c>run</c> have agents make their load.</summary>
internal sealed class AgentsOptions
{
    private readonly Option<int?> _count = new("--agents") { Description = "Have so many agents make the load: processes that are started here, or with --agents-join those that join.", HelpName = "N" };
    private readonly Option<bool> _join = new("--agents-join") { Description = "Start no agents, and wait for those that join from other machines (harness agent --join)." };
    private readonly Option<string?> _listen = new("--agents-listen") { Description = "Where agents reach this machine. Default: 127.0.0.1 and any free port for those started here, else 0.0.0.0:7710.", HelpName = "HOST:PORT" };
    private readonly Option<string?> _tokenFile = new("--agents-token-file") { Description = $"File with the token that agents have to know. Default: the variable {AgentToken.Variable}, else one is made for this run.", HelpName = "FILE" };
    private readonly Option<bool> _tls = new("--agents-tls") { Description = "Speak TLS with agents, with a certificate made for this run: its fingerprint is printed for them." };
    private readonly Option<string?> _certificate = new("--agents-certificate") { Description = "Speak TLS with agents, with this certificate (PEM).", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--agents-key") { Description = "Key of --agents-certificate (PEM), where that file does not hold it.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _count, _join, _listen, _tokenFile, _tls, _certificate, _key })
        {
            command.Options.Add(option);
        }
    }

    public AgentsArguments Read(ParseResult parsed) => new()
    {
        Count = parsed.GetValue(_count),
        Join = parsed.GetValue(_join),
        Listen = parsed.GetValue(_listen),
        TokenFile = parsed.GetValue(_tokenFile),
        Tls = parsed.GetValue(_tls),
        Certificate = parsed.GetValue(_certificate),
        Key = parsed.GetValue(_key),
    };
}

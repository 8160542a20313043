using System.CommandLine;

namespace LoadLab.Benchmarks.Servers;

/// <summary><c>serve-minimal</c>: the server that costs so little that it does not limit a client.</summary>
internal static class ServeMinimalVerb
{
    public const string Name = "serve-minimal";

    public static Command Create()
    {
        var command = new Command(Name, "The minimal server; ends when its standard input does.") { Hidden = true };
        command.SetAction(_ => ServerLoop.Run(new FixedResponder(), responder =>
        {
            while (true)
            {
                responder.ServeReady(timeoutMs: -1);
            }
        }));
        return command;
    }
}

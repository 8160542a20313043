using System.CommandLine;
using System.Text.Json;
using LoadLab.Benchmarks.Processes;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Benchmarks.Agents;

/// <summary><c>agent-crowd</c>: pretended agents, all in one process beside the coordinator's.</summary>
internal static class AgentCrowdVerb
{
    public const string Name = "agent-crowd";

    public static Command Create()
    {
        var join = new Option<string>("--join") { Required = true, Description = "The coordinator." };
        var agents = new Option<int>("--agents") { Required = true };
        var command = new Command(Name, "Agents that make no load and tell of one; ends when the coordinator lets them go.") { join, agents };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var crowd = new AgentCrowd(new Uri(parsed.GetValue(join)!), Environment.GetEnvironmentVariable(AgentToken.Variable)!, parsed.GetValue(agents));
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await crowd.RunAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        });
        return command;
    }

    public static ProgramCall Call(Uri coordinator, string token, int agents) =>
        CrowdProgram.Call(token, [Name, "--join", coordinator.ToString(), "--agents", $"{agents}"]);
}

using System.CommandLine;
using System.Text.Json;
using LoadLab.Benchmarks.Processes;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Benchmarks.Agents;

/// <summary><c>coordinate</c>: the coordinator of <c>agents</c>, in a process of its own whose CPU time and memory are the coordinator's alone.</summary>
internal static class CoordinateVerb
{
    public const string Name = "coordinate";

    public static Command Create()
    {
        var plan = new Option<string>("--plan") { Required = true, Description = "A plan as JSON." };
        var folder = new Option<string>("--folder") { Required = true, Description = "Where the intervals are kept." };
        var command = new Command(Name, "The coordinator of the agents experiment; prints its port, then a line of JSON each second.") { plan, folder };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var load = new CoordinatedLoad(JsonSerializer.Deserialize<CrowdPlan>(parsed.GetValue(plan)!)!, Console.Out);
            await load.RunAsync(Environment.GetEnvironmentVariable(AgentToken.Variable)!, parsed.GetValue(folder)!, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static ProgramCall Call(CrowdPlan plan, string token, string folder) =>
        CrowdProgram.Call(token, [Name, "--plan", JsonSerializer.Serialize(plan), "--folder", folder]);
}

using System.CommandLine;
using System.Text.Json;

namespace LoadLab.Benchmarks.Users;

/// <summary><c>users-load</c>: the load of <c>users</c>, in a process of its own whose memory is the engine's alone.</summary>
internal static class UsersLoadVerb
{
    public const string Name = "users-load";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true };
        var plan = new Option<string>("--plan") { Required = true, Description = "A plan as JSON." };
        var command = new Command(Name, "The load of the users experiment; prints a line of JSON each second.") { url, plan };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var load = new UsersLoad(JsonSerializer.Deserialize<UsersPlan>(parsed.GetValue(plan)!)!, Console.Out);
            await load.RunAsync(new Uri(parsed.GetValue(url)!), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static IReadOnlyList<string> Arguments(Uri url, UsersPlan plan) => [Name, "--url", url.ToString(), "--plan", JsonSerializer.Serialize(plan)];
}

using System.Net.Http.Json;
using LoadLab.Engine.Scenarios;

namespace ForestVisit;

/// <summary>A visit to the bundled target API: is it there, normalise a row, ask for its cover type, and look at the answer.</summary>
public static class ForestVisit
{
    private const int CoverTypes = 7;

    /// <summary>Settings: <c>http</c>, the version to speak, such as 1.1; <c>think</c>, the longest pause before the last step in ms.</summary>
    public static ScenarioProps Visit(ScenarioArguments arguments)
    {
        var client = Http.CreateDefaultClient();
        var rows = DataFeed.Circular(Data.LoadJson<double[][]>(arguments.File("rows.json")));
        var version = arguments.Setting("http", "1.1");
        var longestThink = int.Parse(arguments.Setting("think", "0"));

        return Scenario.Create("visit", async context =>
            {
                var api = arguments.NextTarget();
                var body = new { features = rows.GetNextItem(context.ScenarioInfo) };
                var args = HttpClientArgs.Create(context.ScenarioCancellationToken);

                await Step.Run("arrive", context, () =>
                    Http.Send(client, args, Http.CreateRequest("GET", $"{api}readyz").WithVersion(version)));

                await Step.Run("normalize", context, () =>
                    Http.Send(client, args, Http.CreateRequest("POST", $"{api}normalize").WithVersion(version).WithJsonBody(body)));

                await Task.Delay(context.Random.Next(longestThink + 1), context.ScenarioCancellationToken);

                return await Step.Run("predict", context, async () =>
                {
                    var answer = await Http.Send(client, args, Http.CreateRequest("POST", $"{api}predict").WithVersion(version).WithJsonBody(body));
                    if (answer.IsError)
                    {
                        return answer;
                    }

                    var cover = await answer.Payload.Value.Content.ReadFromJsonAsync<Answer>();
                    return cover is { Predictions: [>= 1 and <= CoverTypes] }
                        ? answer
                        : Response.Fail(answer.Payload.Value, statusCode: "no cover type", message: "one class from 1 to 7 was expected");
                });
            })
            .WithWarmUpDuration(TimeSpan.FromSeconds(3))
            .WithLoadSimulations(Simulation.KeepConstant(copies: 8, during: TimeSpan.FromSeconds(10)));
    }

    private sealed record Answer(int[] Predictions);
}

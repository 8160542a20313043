using System.Text;
using LoadLab.Engine.Scenarios;
using NBomberRunner = LoadLab.Engine.Scenarios.ScenarioRunner;

// As a user of NBomber would have written it, but for the using lines. Outside the engine's namespaces, as a user's code is.
namespace MyLoadTest;

internal static class MovedScenario
{
    internal static NodeStats Run(string baseUrl, string reportFolder)
    {
        using var httpClient = Http.CreateDefaultClient();

        var users = DataFeed.Circular(new[] { "ann", "bob", "eve" });

        var scenario = Scenario.Create("shop", async context =>
        {
            var user = users.GetNextItem(context.ScenarioInfo);

            var login = await Step.Run("login", context, async () =>
            {
                var request = Http.CreateRequest("POST", baseUrl + "login")
                    .WithHeader("Accept", "application/json")
                    .WithHeader("Content-Type", "application/json")
                    .WithBody(new StringContent($"{{ \"user\": \"{user}\" }}", Encoding.UTF8, "text/plain"));

                var response = await Http.Send(httpClient, request);
                return response;
            });

            var home = await Step.Run("home", context, async () =>
            {
                var clientArgs = HttpClientArgs.Create(context.ScenarioCancellationToken);
                return await Http.Send(httpClient, clientArgs, Http.CreateRequest("GET", baseUrl));
            });

            var answer = await home.Payload.Value.Content.ReadAsStringAsync();

            return answer == "hello" && !login.IsError
                ? Response.Ok(statusCode: "200")
                : Response.Fail(statusCode: "500");
        })
        .WithInit(context =>
        {
            context.Logger.Information("init of {Name}", context.ScenarioInfo.ScenarioName);
            return Task.CompletedTask;
        })
        .WithoutWarmUp()
        .WithLoadSimulations(
            Simulation.Inject(rate: 30, interval: TimeSpan.FromSeconds(1), during: TimeSpan.FromMilliseconds(500)),
            Simulation.IterationsForConstant(copies: 3, iterations: 9));

        return NBomberRunner
            .RegisterScenarios(scenario)
            .WithTestSuite("http")
            .WithTestName("shop test")
            .WithReportFolder(reportFolder)
            .Run();
    }
}

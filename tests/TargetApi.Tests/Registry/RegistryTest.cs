using System.Text.Json;
using LoadLab.TargetApi.Tests.Features;

namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>What tests with a registry and a service have in common: a folder of models, the real processes, and patience.</summary>
public abstract class RegistryTest : IDisposable
{
    private readonly List<TargetProcess> _started = [];

    private protected ModelsFolder Models { get; } = new();

    /// <summary>For services that shall have their temporary files where a test sees them.</summary>
    private protected ModelsFolder Temporary { get; } = new();

    public void Dispose()
    {
        _started.ForEach(process => process.Dispose());
        Models.Dispose();
        Temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<TargetProcess> StartRegistry(params (string Name, string Value)[] settings) =>
        Keep(await TargetProcess.StartVerb(["registry"], [("MODELS_DIR", Models.Path), .. settings]));

    private protected async Task<TargetProcess> StartService(TargetProcess registry, params (string Name, string Value)[] settings) =>
        Keep(await TargetProcess.Start([Tracking(registry), .. settings]));

    private protected TargetProcess Keep(TargetProcess process)
    {
        _started.Add(process);
        return process;
    }

    private protected static (string Name, string Value) Tracking(TargetProcess registry) => ("MLFLOW_TRACKING_URI", registry.Client.BaseAddress!.ToString());

    /// <summary>How often the registry answered a call with 200.</summary>
    private protected static Task<double> Calls(TargetProcess registry, string call) =>
        registry.Metric($$"""registry_requests_total{call="{{call}}",status="200"}""");

    private protected static Task<(int Status, JsonElement Body)> Predict(TargetProcess service) => service.Post("/predict", Bodies.Features(Bodies.Row(54)));
}

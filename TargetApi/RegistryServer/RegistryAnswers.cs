using System.Globalization;
using LoadLab.TargetApi.Registry.Wire;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>Registered models in the words of MLflow's API.</summary>
/// <param name="artifacts">Address under which clients find MODELS_DIR's folders; no slash at its end.</param>
internal sealed class RegistryAnswers(string artifacts)
{
    public RegisteredModelInfo Describe(RegisteredModel model) => new()
    {
        Name = model.Name,
        CreationTimestamp = model.Versions[0].Changed.ToUnixTimeMilliseconds(),
        LastUpdatedTimestamp = model.Newest.Changed.ToUnixTimeMilliseconds(),
        Description = "",
        LatestVersions = [Describe(model, model.Newest)],
        Aliases = [.. RegisteredModel.Aliases.Select(alias => new RegisteredModelAlias(alias, Number(model.Newest)))],
    };

    public ModelVersionInfo Describe(RegisteredModel model, RegisteredVersion version) => new()
    {
        Name = model.Name,
        Version = Number(version),
        CreationTimestamp = version.Changed.ToUnixTimeMilliseconds(),
        LastUpdatedTimestamp = version.Changed.ToUnixTimeMilliseconds(),
        CurrentStage = "None",
        Description = "",
        Source = Address(version),
        RunId = "",
        Status = "READY",
        RunLink = "",
        Aliases = version == model.Newest ? RegisteredModel.Aliases : null,
    };

    /// <summary>Where a client shall fetch the version.</summary>
    public string Address(RegisteredVersion version) => $"{artifacts}/{version.Path}";

    private static string Number(RegisteredVersion version) => version.Number.ToString(CultureInfo.InvariantCulture);
}

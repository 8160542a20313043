using System.Text.Json.Serialization.Metadata;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Registry.Wire;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>MLflow's calls about registered models and their versions, as far as they only read.</summary>
internal sealed class RegistryEndpoints(RegisteredModels models, RegistryAnswers answers)
{
    private const int MaximumModels = 1000;
    private const int MaximumVersions = 200_000;

    public Task GetModel(HttpContext context) => Send(context, RegistryJson.Default.RegisteredModelAnswer, new RegisteredModelAnswer(answers.Describe(Model(context))));

    public Task SearchModels(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        NameFilter filter = NameFilter.Parse(query["filter"]);
        SearchPage<RegisteredModel> page = SearchPage<RegisteredModel>.Of([.. models.All().Where(m => filter.Matches(m.Name))], query["max_results"], MaximumModels, query["page_token"]);
        return Send(context, RegistryJson.Default.RegisteredModelsAnswer, new RegisteredModelsAnswer([.. page.Entries.Select(answers.Describe)]) { NextPageToken = page.NextToken });
    }

    public Task GetVersionByAlias(HttpContext context)
    {
        RegisteredModel model = Model(context);
        string alias = Required(context, "alias");
        return RegisteredModel.Aliases.Contains(alias)
            ? Send(context, RegistryJson.Default.ModelVersionAnswer, new ModelVersionAnswer(answers.Describe(model, model.Newest)))
            : throw RegistryError.InvalidParameter($"Registered model alias {alias} not found.");
    }

    public Task GetLatestVersions(HttpContext context)
    {
        RegisteredModel model = Model(context);
        return Send(context, RegistryJson.Default.ModelVersionsAnswer, new ModelVersionsAnswer([answers.Describe(model, model.Newest)]));
    }

    public Task GetVersion(HttpContext context)
    {
        RegisteredModel model = Model(context);
        return Send(context, RegistryJson.Default.ModelVersionAnswer, new ModelVersionAnswer(answers.Describe(model, Version(context, model))));
    }

    public Task SearchVersions(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        NameFilter filter = NameFilter.Parse(query["filter"]);
        ModelVersionInfo[] found = [.. models.All().Where(m => filter.Matches(m.Name)).SelectMany(m => m.Versions.Reverse().Select(v => answers.Describe(m, v)))];
        SearchPage<ModelVersionInfo> page = SearchPage<ModelVersionInfo>.Of(found, query["max_results"], MaximumVersions, query["page_token"]);
        return Send(context, RegistryJson.Default.ModelVersionsAnswer, new ModelVersionsAnswer(page.Entries) { NextPageToken = page.NextToken });
    }

    public Task GetDownloadUri(HttpContext context)
    {
        string address = answers.Address(Version(context, Model(context)));
        return Send(context, RegistryJson.Default.DownloadUriAnswer, new DownloadUriAnswer(address));
    }

    internal static Task Send<T>(HttpContext context, JsonTypeInfo<T> type, T answer) => context.Response.WriteAsJsonAsync(answer, type);

    private static string Required(HttpContext context, string parameter) =>
        (string?)context.Request.Query[parameter] is { Length: > 0 } value
            ? value
            : throw RegistryError.InvalidParameter($"Missing value for required parameter '{parameter}'. See the API docs for more information about request parameters.");

    private RegisteredModel Model(HttpContext context)
    {
        string name = Required(context, "name");
        return models.Find(name) ?? throw RegistryError.DoesNotExist($"Registered Model with name={name} not found");
    }

    private static RegisteredVersion Version(HttpContext context, RegisteredModel model)
    {
        string version = Required(context, "version");
        if (!int.TryParse(version, out int number))
        {
            throw RegistryError.InvalidParameter($"Model version must be an integer, got '{version}'");
        }

        return model.Versions.FirstOrDefault(v => v.Number == number)
            ?? throw RegistryError.DoesNotExist($"Model Version (name={model.Name}, version={version}) not found");
    }
}

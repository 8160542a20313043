using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>Chooses the model source that the settings ask for.</summary>
internal static class ModelSources
{
    public static IModelSource Create(TargetSettings settings, OnnxRuntime runtime, TextWriter errors)
    {
        IModelSource source = CreateSource(settings, runtime, new AwaitedDependency(errors));
        return settings.RedundantRegistryCalls == 0
            ? source
            : new RedundantRegistryCalls(source, RegistryClients.Create(settings), new AwaitedDependency(errors), settings.RedundantRegistryCalls, RegisteredName(settings));
    }

    private static IModelSource CreateSource(TargetSettings settings, OnnxRuntime runtime, AwaitedDependency awaited) => settings.ModelSource switch
    {
        ModelSourceKind.RegistryCached => new CachedRegistrySource(new RegistryModels(settings, runtime), awaited),
        ModelSourceKind.RegistryPerRequest => new PerRequestRegistrySource(new RegistryModels(settings, runtime), awaited, settings.RegistryTimeout),
        _ => new MemoryModelSource(settings, runtime),
    };

    private static string? RegisteredName(TargetSettings settings) =>
        settings.ModelSource == ModelSourceKind.Memory ? null : ModelReference.Parse(settings.Model)?.Name;
}

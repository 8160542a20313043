using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>Chooses the model source that the settings ask for.</summary>
internal static class ModelSources
{
    public static IModelSource Create(TargetSettings settings, OnnxRuntime runtime) => new MemoryModelSource(settings, runtime);
}

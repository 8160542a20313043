namespace LoadLab.TargetApi.Settings;

/// <summary>What the model runs on.</summary>
public enum ExecutionProvider
{
    Cpu,
    Cuda,
}

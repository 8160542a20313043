namespace LoadLab.TargetApi.Registry;

/// <summary>Where the model comes from.</summary>
public enum ModelSourceKind
{
    /// <summary>A folder, once.</summary>
    Memory,

    /// <summary>A model registry, once.</summary>
    RegistryCached,

    /// <summary>A model registry, anew for each request.</summary>
    RegistryPerRequest,
}

namespace LoadLab.TargetApi;

/// <summary>How the program ends; supervisors and the harness read it, so the numbers stay.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>Something nobody foresaw.</summary>
    Failed = 1,

    /// <summary>A setting is wrong; all of them are listed.</summary>
    BadSettings = 2,

    /// <summary>The model or ONNX Runtime cannot be loaded.</summary>
    ModelUnavailable = 3,

    /// <summary>The port is in use, or may not be listened on.</summary>
    PortUnavailable = 4,

    /// <summary>A verb needs a dependency that cannot be used now; the service itself waits for it instead.</summary>
    DependencyUnavailable = 5,
}

namespace LoadLab.Harness.Tests.Deployment.Images;

/// <summary>A test that needs a daemon, and a registry that it can reach.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegistryFactAttribute : DockerFactAttribute
{
    public RegistryFactAttribute() => Skip ??= TestRegistry.WhyNot();
}

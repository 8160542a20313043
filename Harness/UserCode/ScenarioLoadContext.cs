using System.Reflection;
using System.Runtime.Loader;
using LoadLab.Engine.Scenarios;

namespace LoadLab.Harness.UserCode;

/// <summary>Keeps the user's assemblies and their dependencies apart from the harness's; only the engine is shared, so that both mean the same types.</summary>
internal sealed class ScenarioLoadContext(string assembly) : AssemblyLoadContext($"scenarios of {assembly}", isCollectible: true)
{
    private static readonly Assembly Engine = typeof(ScenarioProps).Assembly;

    private readonly AssemblyDependencyResolver _resolver = new(assembly);

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == Engine.GetName().Name)
        {
            return Engine;
        }

        return _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string name) =>
        _resolver.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}

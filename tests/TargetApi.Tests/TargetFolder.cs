using System.Reflection;

namespace LoadLab.TargetApi.Tests;

/// <summary>Where the built program and the test's own files lie.</summary>
internal static class TargetFolder
{
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(TargetFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TargetFolder").Value!);

    public static string Program => System.IO.Path.Combine(Path, "target-api.dll");

    public static string Models => System.IO.Path.Combine(Path, "models");

    public static string OrtLibrary => System.IO.Path.Combine(Path, "libonnxruntime.so.1");

    public static string Fixture(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}

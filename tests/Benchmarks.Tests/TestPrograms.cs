using System.Reflection;

namespace LoadLab.Benchmarks.Tests;

/// <summary>Programs that tests start from their own output folders.</summary>
internal static class TestPrograms
{
    public static string Target => Find("TargetFolder", "target-api.dll");

    public static string BareKestrel => Find("BareKestrelFolder", "bare-kestrel.dll");

    private static string Find(string folder, string file) =>
        Path.Combine(typeof(TestPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == folder).Value!, file);
}

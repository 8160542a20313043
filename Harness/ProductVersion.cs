using System.Reflection;

namespace LoadLab.Harness;

/// <summary>Which LoadLab this is.</summary>
public static class ProductVersion
{
    private const int CommitDigits = 12;

    /// <summary>Such as <c>0.1.0</c>, or <c>0.1.0+2b599fe0c1d2</c> where the build knew its commit.</summary>
    public static string Text { get; } = Shorten(
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    private static string Shorten(string version)
    {
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || version.Length <= plus + CommitDigits + 1 ? version : version[..(plus + CommitDigits + 1)];
    }
}

using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>The column names of the bundled model.</summary>
internal static class ModelNames
{
    public static string[] Read() => [.. ModelJson.Read(Path.Combine(TargetFolder.Models, "covertype-mlp", "model.json")).Columns!];
}

namespace LoadLab.Benchmarks.Tests.Clients;

/// <summary>What the tools really printed, kept beside the tests.</summary>
internal static class ToolOutputs
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Clients", "Outputs", $"{name}.txt"));
}

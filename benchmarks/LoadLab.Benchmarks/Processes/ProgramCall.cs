namespace LoadLab.Benchmarks.Processes;

/// <summary>A program with its arguments.</summary>
/// <param name="Program">Name on the path, or path.</param>
/// <param name="Arguments">One each, not quoted.</param>
internal sealed record ProgramCall(string Program, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A .NET program, run by the runtime on the path.</summary>
    public static ProgramCall DotNet(string assembly, params IEnumerable<string> arguments) => new("dotnet", [assembly, .. arguments]);

    /// <summary>The same, bound to one processor before its first instruction.</summary>
    public ProgramCall On(int processor) => this with { Program = "taskset", Arguments = ["--cpu-list", $"{processor}", Program, .. Arguments] };
}

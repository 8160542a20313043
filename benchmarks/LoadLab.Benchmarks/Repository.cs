namespace LoadLab.Benchmarks;

/// <summary>Where this repository keeps the programs that the experiments run.</summary>
/// <param name="Root">The folder of <c>LoadLab.sln</c>.</param>
internal sealed record Repository(string Root)
{
    private const string Solution = "LoadLab.sln";
    private const string Output = "bin/Release/net10.0";

    /// <summary>The <c>harness</c> program, built in Release.</summary>
    public string Harness => BuiltProgram($"Harness/{Output}/harness.dll");

    /// <summary>The bundled target, built in Release.</summary>
    public string Target => BuiltProgram($"TargetApi/{Output}/target-api.dll");

    /// <summary>The bare minimal API, built in Release.</summary>
    public string BareKestrel => BuiltProgram($"benchmarks/peers/BareKestrel/{Output}/bare-kestrel.dll");

    /// <summary>This very program, for its server and client modes.</summary>
    public static string Self => Path.Combine(AppContext.BaseDirectory, "loadlab-benchmarks.dll");

    /// <summary>A file of <c>benchmarks/</c>.</summary>
    public string BenchmarkFile(string name) => Path.Combine(Root, "benchmarks", name);

    /// <summary>A file of a bundled model.</summary>
    public string ModelFile(string model, string name) => Path.Combine(Root, "models", model, name);

    /// <summary>Found from where this program lies.</summary>
    /// <exception cref="BenchmarkException">It lies outside a checkout.</exception>
    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new BenchmarkException(ExitCode.MissingPrerequisite, $"{AppContext.BaseDirectory} is not inside a checkout of LoadLab, whose programs these benchmarks run.");
    }

    private string BuiltProgram(string path)
    {
        var program = Path.Combine(Root, path);
        return File.Exists(program)
            ? program
            : throw new BenchmarkException(ExitCode.MissingPrerequisite, $"{path} is not built: start the benchmarks with benchmarks/run, which builds it.");
    }
}

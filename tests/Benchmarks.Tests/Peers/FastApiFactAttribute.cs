using LoadLab.Benchmarks.Peers;

namespace LoadLab.Benchmarks.Tests.Peers;

/// <summary>A test that needs FastAPI, uvicorn and scikit-learn from Debian's packages, and two processors to start them on.</summary>
public sealed class FastApiFactAttribute : FactAttribute
{
    private const string Packages = "/usr/lib/python3/dist-packages";

    public FastApiFactAttribute()
    {
        if (new[] { "fastapi", "uvicorn", "sklearn", "onnx" }.FirstOrDefault(package => !Directory.Exists(Path.Combine(Packages, package))) is { } missing)
        {
            Skip = $"Python's {missing} is not installed (Debian: {FastApiProgram.InstallHint}).";
        }
        else if (Environment.ProcessorCount < 2)
        {
            Skip = "Needs two processors.";
        }
    }
}

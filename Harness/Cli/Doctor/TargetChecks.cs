using System.Runtime.InteropServices;
using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>The bundled target API and what it needs.</summary>
internal static class TargetChecks
{
    private const string Library = "libonnxruntime.so.1";
    private const string Build = "build LoadLab: dotnet build LoadLab.sln";

    public static CheckResult TargetApi(DoctorContext context)
    {
        var configured = context.Environment.GetValueOrDefault(BundledTarget.Variable, "");
        if (configured.Length > 0 && !File.Exists(configured))
        {
            return CheckResult.Missing("target API", $"LOADLAB_TARGET_API names {configured}, which is not there", "set it to a built target API, or unset it");
        }

        return Find(context) is { } path
            ? CheckResult.Ok("target API", path)
            : CheckResult.Missing("target API", "not built", Build);
    }

    public static CheckResult OnnxRuntime(DoctorContext context)
    {
        var folder = Find(context) is { } program ? Path.GetDirectoryName(program) : null;
        var configured = context.Environment.GetValueOrDefault("ORT_LIBRARY", "");
        var path = configured.Length > 0 ? configured : folder is null ? null : Path.Combine(folder, Library);
        if (path is null || !File.Exists(path))
        {
            return CheckResult.Missing("ONNX Runtime", path is null ? "not found without the target API" : $"{path} is not there", configured.Length > 0 ? "set ORT_LIBRARY to a library that is there, or unset it" : Build);
        }

        return Answers(path)
            ? CheckResult.Ok("ONNX Runtime", path)
            : CheckResult.Missing("ONNX Runtime", $"{path} cannot be loaded on this system", "use a system with glibc on x64, or set ORT_LIBRARY to a build for this one");
    }

    private static bool Answers(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
        {
            return false;
        }

        var answers = NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out _);
        NativeLibrary.Free(handle);
        return answers;
    }

    private static string? Find(DoctorContext context) =>
        context.Environment.GetValueOrDefault(BundledTarget.Variable) is { } configured && File.Exists(configured)
            ? configured
            : BundledTarget.Find(context.HarnessFolder);
}

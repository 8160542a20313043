namespace LoadLab.TargetApi.Registry;

/// <summary>Where a model lies: its .onnx file and, beside it, <c>model.json</c> if there is one.</summary>
public sealed record ModelFiles(string Name, string OnnxPath, string? DescriptionPath)
{
    private const string OnnxFileName = "model.onnx";
    private const string DescriptionFileName = "model.json";

    /// <summary>Finds <paramref name="model"/>: a folder name in <paramref name="modelsDirectory"/>, a path to a folder, or a path to an .onnx file.</summary>
    /// <exception cref="ModelException">Nothing is there; the message lists what could be named.</exception>
    public static ModelFiles Find(string model, string modelsDirectory)
    {
        string bundled = Path.Combine(modelsDirectory, model);
        if (IsName(model) && File.Exists(Path.Combine(bundled, OnnxFileName)))
        {
            return InFolder(bundled);
        }

        if (Directory.Exists(model))
        {
            return File.Exists(Path.Combine(model, OnnxFileName))
                ? InFolder(model)
                : throw new ModelException($"the folder {model} holds no {OnnxFileName}");
        }

        return File.Exists(model)
            ? At(Path.GetFullPath(model), Path.GetFileNameWithoutExtension(model))
            : throw new ModelException($"there is no model \"{model}\": give a path to an .onnx file, or one of {Known(modelsDirectory)}");
    }

    private static bool IsName(string model) => !model.Contains('/', StringComparison.Ordinal) && model is not ("." or "..");

    private static ModelFiles InFolder(string folder)
    {
        string full = Path.GetFullPath(folder).TrimEnd('/');
        return At(Path.Combine(full, OnnxFileName), Path.GetFileName(full));
    }

    private static ModelFiles At(string onnxPath, string name)
    {
        string description = Path.Combine(Path.GetDirectoryName(onnxPath)!, DescriptionFileName);
        return new ModelFiles(name, onnxPath, File.Exists(description) ? description : null);
    }

    private static string Known(string modelsDirectory)
    {
        string[] names = Directory.Exists(modelsDirectory)
            ? [.. Directory.GetDirectories(modelsDirectory).Where(d => File.Exists(Path.Combine(d, OnnxFileName))).Select(d => Path.GetFileName(d)).Order()]
            : [];
        return names.Length > 0 ? $"{string.Join(", ", names)} (in {modelsDirectory})" : $"the models in {modelsDirectory}, where there are none";
    }
}

namespace LoadLab.TargetApi.Registry;

/// <summary>Finds the model in a folder of artifacts: an MLflow model with an ONNX flavour, or a plain folder with <c>model.onnx</c>.</summary>
internal static class RegisteredModelFolder
{
    private const string OnnxFileName = "model.onnx";
    private const string DescriptionFileName = "model.json";

    /// <summary>True where a folder looks like a model.</summary>
    public static bool IsModel(string folder) => File.Exists(Path.Combine(folder, OnnxFileName)) || File.Exists(Path.Combine(folder, MlflowModelFile.FileName));

    /// <param name="folder">The artifacts.</param>
    /// <param name="name">What the model is called where its <c>model.json</c> does not say it.</param>
    /// <exception cref="ModelException">There is no model that could be served.</exception>
    public static ModelFiles Find(string folder, string name)
    {
        string onnx = Path.Combine(folder, OnnxPath(folder));
        if (!File.Exists(onnx))
        {
            throw new ModelException($"there is neither {MlflowModelFile.FileName} nor {OnnxFileName} in it, or {MlflowModelFile.FileName} names a file that is not there");
        }

        string beside = Path.Combine(Path.GetDirectoryName(onnx)!, DescriptionFileName);
        string root = Path.Combine(folder, DescriptionFileName);
        return new ModelFiles(name, onnx, File.Exists(beside) ? beside : File.Exists(root) ? root : null);
    }

    private static string OnnxPath(string folder)
    {
        string mlmodel = Path.Combine(folder, MlflowModelFile.FileName);
        if (!File.Exists(mlmodel))
        {
            return OnnxFileName;
        }

        MlflowModelFile model = MlflowModelFile.Read(mlmodel);
        return model.OnnxPath is { } path
            ? ArtifactPath.Check(path, MlflowModelFile.FileName)
            : throw new ModelException(
                $"it is an MLflow model without an ONNX flavour (it has: {string.Join(", ", model.Flavors)}); log it with mlflow.onnx.log_model");
    }
}

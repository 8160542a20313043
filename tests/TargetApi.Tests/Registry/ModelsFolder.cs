namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>A temporary MODELS_DIR that a test fills; removed with the test.</summary>
public sealed class ModelsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("loadlab-registered-").FullName;

    /// <summary>A copy of a bundled model, with its description.</summary>
    public string AddBundled(string folder, string model = "covertype-mlp")
    {
        string target = Add(folder);
        foreach (string file in new[] { "model.onnx", "model.json" })
        {
            File.Copy(System.IO.Path.Combine(TargetFolder.Models, model, file), System.IO.Path.Combine(target, file), overwrite: true);
        }

        return target;
    }

    /// <summary>A folder as <c>mlflow.onnx.log_model</c> leaves it, with the .onnx file at <paramref name="onnx"/> in it.</summary>
    public string AddMlflow(string folder, string onnx = "data/net.onnx")
    {
        string target = Add(folder);
        string file = System.IO.Path.Combine(target, onnx);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.Copy(System.IO.Path.Combine(TargetFolder.Models, "covertype-mlp", "model.onnx"), file);
        Write(folder, "MLmodel", $"""
            artifact_path: model
            flavors:
              onnx:
                code: null
                data: {onnx}
                onnx_version: 1.16.0
                providers:
                - CPUExecutionProvider
              python_function:
                data: {onnx}
                env:
                  conda: conda.yaml
                loader_module: mlflow.onnx
            mlflow_version: 2.14.1
            model_uuid: 5d1b9a1f6c0a4f7f9d2b
            """);
        Write(folder, "requirements.txt", "onnxruntime\n");
        return target;
    }

    /// <summary>Any file.</summary>
    public void Write(string folder, string name, string text) => File.WriteAllText(System.IO.Path.Combine(Add(folder), name), text);

    /// <summary>An empty folder.</summary>
    public string Add(string folder) => Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace LoadLab.TargetApi.Settings;

/// <summary>All settings of the target API, read from the environment once, at start-up.</summary>
public sealed record TargetSettings
{
    [Setting("HOST", "address to listen on: an IP address, localhost, or * for every address; 0.0.0.0 where DOTNET_RUNNING_IN_CONTAINER is true, else 127.0.0.1")]
    public string Host { get; init; } = "127.0.0.1";

    [Setting("PORT", "TCP port; 0 takes a free one and the start-up line says which", Minimum = 0, Maximum = 65535)]
    public int Port { get; init; } = 8000;

    [Setting("WORKERS", "worker processes that share the port", Minimum = 1, Maximum = 64)]
    public int Workers { get; init; } = 1;

    [Setting("MODEL", "a model in MODELS_DIR by name, or a path to an .onnx file or a folder with model.onnx")]
    public string Model { get; init; } = "covertype-mlp";

    [Setting("MODELS_DIR", "folder of models; the one beside the program by default")]
    public string ModelsDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "models");

    [Setting("INTRA_OP_THREADS", "threads that share one inference, in each worker", Minimum = 1, Maximum = 256)]
    public int IntraOpThreads { get; init; } = 1;

    [Setting("EXECUTION_PROVIDER", "what the model runs on: cpu")]
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Cpu;

    [Setting("ORT_LIBRARY", "path of another build of the ONNX Runtime library; the bundled one by default")]
    public string? OrtLibrary { get; init; }

    [Setting("MAX_ROWS", "rows allowed in one request", Minimum = 1, Maximum = 1_000_000)]
    public int MaximumRows { get; init; } = 1000;

    [Setting("MAX_BODY_BYTES", "bytes allowed in a request body; more is answered 413", Minimum = 1, Maximum = 1 << 30)]
    public int MaximumBodyBytes { get; init; } = 1 << 20;
}

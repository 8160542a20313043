using LoadLab.TargetApi.Inference.Interop;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Inference;

/// <summary>A model loaded into ONNX Runtime. Runs from several threads at once are safe, each with its own <see cref="PredictionBuffer"/>.</summary>
public sealed class InferenceSession : IDisposable
{
    private readonly OrtHandle _session;

    /// <param name="runtime">Must outlive the session.</param>
    /// <param name="path">The .onnx file.</param>
    /// <param name="intraOpThreads">Threads that share one operator's work; 1 runs it on the calling thread.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model.</exception>
    public InferenceSession(OnnxRuntime runtime, string path, int intraOpThreads)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentOutOfRangeException.ThrowIfLessThan(intraOpThreads, 1);
        Api = runtime.Api;
        using OrtHandle options = Api.CreateSessionOptions();
        Api.SetThreads(options, intraOpThreads);

        // Idle pool threads sleep: by default they spin, and that would be billed to the service as CPU it did not need.
        Api.AddConfigEntry(options, "session.intra_op.allow_spinning", "0");
        if (runtime.Provider == ExecutionProvider.Cuda)
        {
            CudaProvider.Append(Api, options);
        }

        _session = Api.CreateSession(runtime.Env, options, path);
        Inputs = Api.DescribeInputs(_session);
        Outputs = Api.DescribeOutputs(_session);
    }

    public IReadOnlyList<TensorInfo> Inputs { get; }

    public IReadOnlyList<TensorInfo> Outputs { get; }

    internal OrtApi Api { get; }

    public void Dispose() => _session.Dispose();

    internal OrtCall Prepare(string input, IReadOnlyList<string> outputs) => new(Api, _session, input, outputs);
}

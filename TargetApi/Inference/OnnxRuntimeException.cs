using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>A call that ONNX Runtime refused; the message is ONNX Runtime's own.</summary>
public sealed class OnnxRuntimeException(OrtErrorCode code, string message) : Exception(message)
{
    public OrtErrorCode Code { get; } = code;
}

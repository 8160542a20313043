namespace LoadLab.TargetApi.Inference;

/// <summary>The ONNX Runtime library is missing or unfit; the message says how to mend it.</summary>
public sealed class OnnxRuntimeUnavailableException : Exception
{
    public OnnxRuntimeUnavailableException(string message)
        : base(message)
    {
    }

    public OnnxRuntimeUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

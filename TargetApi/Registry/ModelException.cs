namespace LoadLab.TargetApi.Registry;

/// <summary>A model that cannot be served; the message says why and what would help.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

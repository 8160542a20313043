namespace LoadLab.Engine;

/// <summary>The load could not be started at all; the message says why and how to mend it, for a user to read.</summary>
public sealed class LoadSetupException : Exception
{
    public LoadSetupException(string message) : base(message) { }

    public LoadSetupException(string message, Exception innerException) : base(message, innerException) { }
}

namespace LoadLab.Harness;

/// <summary>A failure to be told to the user in one message, without a stack trace, and with its exit code.</summary>
public sealed class UserErrorException : Exception
{
    public UserErrorException(ExitCode exitCode, string message) : base(message) => ExitCode = exitCode;

    public ExitCode ExitCode { get; }
}

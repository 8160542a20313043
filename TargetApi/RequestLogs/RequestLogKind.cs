namespace LoadLab.TargetApi.RequestLogs;

/// <summary>What is written about each request.</summary>
public enum RequestLogKind
{
    Off,

    /// <summary>Lines with the payload and the answer, written while the request waits.</summary>
    Print,

    /// <summary>One JSON line, written by somebody else afterwards.</summary>
    Structured,
}

namespace LoadLab.Engine.Scenarios;

/// <summary>The outcome of an iteration or a step, whatever its payload.</summary>
public interface IResponse
{
    /// <summary>Any text; a number or name of an HTTP status is counted as that status. Empty for none.</summary>
    string StatusCode { get; }

    bool IsError { get; }

    /// <summary>Bytes moved, both ways.</summary>
    long SizeBytes { get; }

    /// <summary>Time the step took; 0 before it was measured.</summary>
    double LatencyMs { get; }

    /// <summary>What went wrong, for the report.</summary>
    string Message { get; }
}

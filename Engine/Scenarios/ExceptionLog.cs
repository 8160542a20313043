namespace LoadLab.Engine.Scenarios;

/// <summary>Logs the first exception of each kind that user code throws, with its stack; the others are only counted, by their messages.</summary>
internal sealed class ExceptionLog(ScenarioLogger logger)
{
    /// <summary>Kinds that are logged: code that throws a new one each time must not fill the disk.</summary>
    private const int MostKinds = 20;

    private readonly Lock _lock = new();
    private readonly HashSet<(Type Type, string? Origin)> _kinds = [];

    /// <param name="where">The iteration or the step.</param>
    /// <param name="exception">What its code threw.</param>
    internal void Report(string where, Exception exception)
    {
        lock (_lock)
        {
            if (_kinds.Count == MostKinds || !_kinds.Add((exception.GetType(), OriginOf(exception))))
            {
                return;
            }
        }

        logger.Error("{Where} threw; further exceptions of this kind are only counted.{Details}", where, Environment.NewLine + exception);
    }

    /// <summary>The innermost method on the stack, which its first line names.</summary>
    private static string? OriginOf(Exception exception) => exception.StackTrace?.Split('\n', 2)[0];
}

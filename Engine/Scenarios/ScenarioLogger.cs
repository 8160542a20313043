using System.Text.RegularExpressions;

namespace LoadLab.Engine.Scenarios;

/// <summary>Writes a scenario's own messages, under the method names that NBomber's logger has. Safe to use from many iterations at once.</summary>
public sealed partial class ScenarioLogger
{
    private readonly TextWriter _output;
    private readonly Lock _writing = new();

    /// <param name="output">Where messages go, one line each.</param>
    public ScenarioLogger(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <param name="message">Text with holes such as {Name}, filled in order.</param>
    /// <param name="values">What fills the holes.</param>
    public void Debug(string message, params object?[] values) => Write("DBG", message, values);

    /// <inheritdoc cref="Debug"/>
    public void Information(string message, params object?[] values) => Write("INF", message, values);

    /// <inheritdoc cref="Debug"/>
    public void Warning(string message, params object?[] values) => Write("WRN", message, values);

    /// <inheritdoc cref="Debug"/>
    public void Error(string message, params object?[] values) => Write("ERR", message, values);

    /// <summary>As <see cref="Error(string, object?[])"/>, with the exception's message behind it.</summary>
    public void Error(Exception exception, string message, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Write("ERR", $"{message} ({exception.GetType().Name}: {exception.Message})", values);
    }

    private void Write(string level, string message, object?[] values)
    {
        var next = 0;
        var text = Hole().Replace(message, hole => next < values.Length ? values[next++]?.ToString() ?? "null" : hole.Value);
        lock (_writing)
        {
            _output.WriteLine($"[{level}] {text}");
        }
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}

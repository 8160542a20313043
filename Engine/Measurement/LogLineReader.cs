using System.Text;

namespace LoadLab.Engine.Measurement;

/// <summary>Lines of bounded length, each with whether its line feed was there: a line without one may be cut off.</summary>
internal sealed class LogLineReader(TextReader input, int longest)
{
    private readonly StringBuilder _line = new();

    /// <summary>The next line without its end; false at the end of the input.</summary>
    /// <exception cref="HistogramFormatException">The line is longer than any line of a log.</exception>
    internal bool TryRead(out string line, out bool complete)
    {
        _line.Clear();
        int next;
        while ((next = input.Read()) is not (-1 or '\n'))
        {
            if (_line.Length == longest)
            {
                throw new HistogramFormatException($"A line has more than {longest} characters: this is no histogram log.");
            }

            _line.Append((char)next);
        }

        complete = next == '\n';
        line = _line.ToString().TrimEnd('\r');
        return complete || line.Length > 0;
    }
}

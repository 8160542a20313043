using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using LoadLab.Engine;

namespace LoadLab.Harness.Experiments;

/// <summary>Reads request bodies from a file before a run.</summary>
internal static class FeedFile
{
    /// <summary>Each row of a .csv fills <c>{{column}}</c> in the template; of any other file, each line that is not blank is a body.</summary>
    /// <exception cref="LoadSetupException">The file cannot be read, holds nothing, or the template names a column that is not there.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(string file, string? template)
    {
        try
        {
            var bodies = Path.GetExtension(file) == ".csv" ? ReadRows(file, template) : ReadLines(file);
            return bodies.Count > 0 ? bodies : throw new LoadSetupException($"The feed {file} holds no body: put at least one in it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new LoadSetupException($"The feed {file} cannot be read: {e.Message}", e);
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadLines(string file) =>
        [.. File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))];

    private static List<ReadOnlyMemory<byte>> ReadRows(string file, string? template)
    {
        if (template is null)
        {
            throw new LoadSetupException($"The feed {file} is a table: give the request a body that uses its columns as {{{{column}}}}.");
        }

        using var csv = new CsvReader(new StreamReader(file, Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture));
        var bodies = new List<ReadOnlyMemory<byte>>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            bodies.Add(Encoding.UTF8.GetBytes(Fill(template, csv, file)));
        }

        return bodies;
    }

    private static string Fill(string template, CsvReader row, string file)
    {
        var text = row.HeaderRecord!.Select((name, index) => (name, index))
            .Aggregate(template, (text, column) => text.Replace($"{{{{{column.name}}}}}", row.GetField(column.index), StringComparison.Ordinal));
        var open = text.IndexOf("{{", StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf("}}", open, StringComparison.Ordinal);
        return close < 0 ? text : throw new LoadSetupException(
            $"The body names {text[open..(close + 2)]}, but {file} has no such column; it has {string.Join(", ", row.HeaderRecord!)}.");
    }
}

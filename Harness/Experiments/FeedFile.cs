using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments;

/// <summary>Reads the rows of a request from its file before a run.</summary>
internal sealed class FeedFile
{
    /// <summary>The one column of a file of plain lines.</summary>
    private const string LineColumn = "line";

    private readonly string _file;
    private readonly FeedTemplate _path;
    private readonly FeedTemplate? _body;

    private FeedFile(string file, RequestConfig request)
    {
        _file = file;
        _path = new FeedTemplate(request.Path);
        _body = request.Body is { } body ? new FeedTemplate(body) : null;
    }

    /// <summary>Fills path and body row by row; where neither names a column, each line that is not blank is a body.</summary>
    /// <exception cref="LoadSetupException">The file cannot be read, holds nothing, or has no such column.</exception>
    public static RequestFeed Read(FeedConfig feed, RequestConfig request) => new(new FeedFile(feed.File, request).ReadRows(), feed.Order);

    private List<FeedRow> ReadRows()
    {
        try
        {
            var rows = _path.HasColumns || _body?.HasColumns == true ? Records().Select(Fill).ToList() : ReadBodies();
            return rows.Count > 0 ? rows : throw new LoadSetupException($"The feed {_file} holds no row: put at least one in it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new LoadSetupException($"The feed {_file} cannot be read: {e.Message}", e);
        }
    }

    private bool IsTable => HasExtension(".csv");

    private bool HasExtension(string extension) => Path.GetExtension(_file).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private List<FeedRow> ReadBodies() => IsTable
        ? throw new LoadSetupException($"The feed {_file} is a table: give the request a path or a body that names its columns as {{{{column}}}}.")
        : [.. Lines().Select(line => new FeedRow(null, Encoding.UTF8.GetBytes(line)))];

    private IEnumerable<string> Lines() => File.ReadLines(_file).Where(line => !string.IsNullOrWhiteSpace(line));

    private IEnumerable<FeedRecord> Records() => IsTable ? TableRecords() : Lines().Select((line, index) => new FeedRecord(index + 1, ValuesOf(line, index + 1)));

    private IEnumerable<FeedRecord> TableRecords()
    {
        using var csv = new CsvReader(new StreamReader(_file, Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture));
        if (!csv.Read())
        {
            yield break;
        }

        csv.ReadHeader();
        var columns = csv.HeaderRecord!;
        for (var number = 1; csv.Read(); number++)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var column = 0; column < columns.Length; column++)
            {
                values[columns[column]] = csv.GetField(column) ?? "";
            }

            yield return new FeedRecord(number, values);
        }
    }

    private Dictionary<string, string> ValuesOf(string line, int number)
    {
        if (!HasExtension(".jsonl"))
        {
            return new Dictionary<string, string> { [LineColumn] = line };
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => TextOf(member.Value), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new LoadSetupException($"Row {number} of the feed {_file} is not a JSON object with different names such as {{\"id\": 1}}, whose members could be filled in.", e);
        }
    }

    /// <summary>A text without its quotes, so that it can stand inside others; anything else as it is written.</summary>
    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private FeedRow Fill(FeedRecord record) => new(
        _path.HasColumns ? FillPath(record) : null,
        _body is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(_body.Fill(column => ValueOf(record, column))));

    private string FillPath(FeedRecord record)
    {
        // A value inside a path must not add to its structure; a whole path is one already.
        var path = _path.Fill(column => _path.IsOneColumn ? ValueOf(record, column) : Uri.EscapeDataString(ValueOf(record, column)));
        return path.StartsWith('/') && path.All(letter => letter is > ' ' and <= '~')
            ? path
            : throw new LoadSetupException(
                $"Row {record.Number} of the feed {_file} gives the path '{path}': it must begin with '/' and hold neither spaces nor letters that a URL cannot have.");
    }

    private string ValueOf(FeedRecord record, string column) => record.Values.TryGetValue(column, out var value)
        ? value
        : throw new LoadSetupException(
            $"The request names {{{{{column}}}}}, but row {record.Number} of the feed {_file} has no such column; it has {string.Join(", ", record.Values.Keys)}.");
}

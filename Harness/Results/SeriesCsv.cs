using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace LoadLab.Harness.Results;

/// <summary>How series are written as CSV: comma, dot, a header line, LF, times and sizes with their unit in the column's name.</summary>
internal static class SeriesCsv
{
    public static CsvConfiguration Configuration { get; } = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    /// <summary>All complete lines of a file; none where the file is missing.</summary>
    /// <remarks>A last line without its line end is a write that was interrupted; it is left out.</remarks>
    /// <exception cref="UserErrorException">The file cannot be read, or a line is not what its header says.</exception>
    public static IReadOnlyList<TRow> Read<TRow>(string path, ClassMap<TRow> map)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return ReadRows(CompleteLines(File.ReadAllText(path, Encoding.UTF8)), map);
        }
        catch (CsvHelperException error)
        {
            throw Damaged(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.ReportFolder, $"{path} cannot be read: {error.Message}");
        }
    }

    private static List<TRow> ReadRows<TRow>(string text, ClassMap<TRow> map)
    {
        using var reader = new CsvReader(new StringReader(text), Configuration);
        reader.Context.RegisterClassMap(map);
        return [.. reader.GetRecords<TRow>()];
    }

    private static string CompleteLines(string text) => text[..(text.LastIndexOf('\n') + 1)];

    private static UserErrorException Damaged(string path, CsvHelperException error) =>
        new(ExitCode.ReportFolder, $"{path} is damaged at line {error.Context?.Parser?.Row ?? 0}: "
            + "remove that trial's folder and run the sweep again with --resume.");
}

using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace LoadLab.Harness.Results;

/// <summary>Appends rows to a CSV file, each flushed to the system as it comes, so that a killed run keeps them all.</summary>
internal sealed class SeriesWriter<TRow> : IDisposable
{
    private readonly CsvWriter _csv;

    /// <summary>Starts a new file with its header line.</summary>
    public SeriesWriter(string path, ClassMap<TRow> map)
    {
        _csv = new CsvWriter(new StreamWriter(path, append: false, new UTF8Encoding(false)), SeriesCsv.Configuration);
        _csv.Context.RegisterClassMap(map);
        _csv.WriteHeader<TRow>();
        EndLine();
    }

    public void Append(TRow row)
    {
        _csv.WriteRecord(row);
        EndLine();
    }

    public void Dispose() => _csv.Dispose();

    private void EndLine()
    {
        _csv.NextRecord();
        _csv.Flush();
    }
}

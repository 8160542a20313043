namespace LoadLab.Harness.Results;

/// <summary>Writes a trial's <c>target.csv</c> as samples come; rows are kept whatever happens to the process. Not thread-safe.</summary>
public sealed class TargetFileWriter : IDisposable
{
    private readonly SeriesWriter<TargetRow> _rows;

    /// <param name="trialFolder">As returned by <see cref="ReportFolder.BeginTrial"/>.</param>
    public TargetFileWriter(string trialFolder) =>
        _rows = new SeriesWriter<TargetRow>(Path.Combine(trialFolder, ReportFolder.TargetFile), new TargetRowMap());

    public void Append(TargetRow row) => _rows.Append(row);

    public void Dispose() => _rows.Dispose();
}

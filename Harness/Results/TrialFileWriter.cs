using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Results;

/// <summary>Writes a trial's <c>intervals.csv</c> and <c>latency.hlog</c> as its intervals end, each flushed, so that a killed run keeps them.</summary>
/// <remarks>
/// A failure to write never reaches the engine, which would lose the run: it is kept and told by <see cref="Complete"/>.
/// </remarks>
public sealed class TrialFileWriter : ILoadObserver, IDisposable
{
    private readonly string _trialFolder;
    private readonly SeriesWriter<IntervalRow> _intervals;
    private readonly HistogramLogWriter _latencies;
    private Exception? _failure;

    /// <param name="trialFolder">As returned by <see cref="ReportFolder.BeginTrial"/>.</param>
    /// <param name="startedAt">Label in the head of the latency log: when measuring is expected to start.</param>
    /// <exception cref="UserErrorException">The files cannot be written.</exception>
    public TrialFileWriter(string trialFolder, DateTimeOffset startedAt)
    {
        _trialFolder = trialFolder;
        try
        {
            _intervals = new SeriesWriter<IntervalRow>(Path.Combine(trialFolder, ReportFolder.IntervalsFile), new IntervalRowMap());
            var log = new StreamWriter(Path.Combine(trialFolder, ReportFolder.LatencyFile), append: false, new UTF8Encoding(false));
            _latencies = new HistogramLogWriter(log, startedAt);
        }
        catch (Exception error) when (ReportFolder.IsFileFailure(error))
        {
            throw Unwritable(error);
        }
    }

    public void OnInterval(IntervalResult interval)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            _intervals.Append(IntervalRow.From(interval));
            _latencies.Write(interval);
        }
        catch (Exception error) when (ReportFolder.IsFileFailure(error))
        {
            _failure = error;
        }
    }

    /// <summary>To be called when the run has ended and before its trial is stored.</summary>
    /// <exception cref="UserErrorException">An interval could not be written, so the files do not hold the whole trial.</exception>
    public void Complete()
    {
        if (_failure is not null)
        {
            throw Unwritable(_failure);
        }
    }

    public void Dispose()
    {
        _intervals.Dispose();
        _latencies.Dispose();
    }

    private UserErrorException Unwritable(Exception error) =>
        new(ExitCode.ReportFolder, $"The series of the trial cannot be written to {_trialFolder}: {error.Message}");
}

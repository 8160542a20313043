using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Workers;

/// <summary>
/// Keeps n worker processes on one port: starts them, replaces those that die, passes SIGTERM and SIGINT on, and leaves none behind. Serves no request itself.
/// Everything happens on the calling thread, because workers end with the thread that started them.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    /// <summary>Longer than a worker takes to drain; then it is killed.</summary>
    private static readonly TimeSpan StopLimit = TargetServer.DrainLimit + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly TargetSettings _settings;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly Socket _reserved;
    private readonly CounterMemory _counters;
    private readonly Worker[] _workers;
    private readonly BlockingCollection<bool> _wakeUps = [];
    private volatile bool _stopping;
    private bool _announced;

    /// <exception cref="SocketException">The port cannot be had.</exception>
    public Supervisor(TargetSettings settings, TextWriter output, TextWriter errors)
    {
        _settings = settings;
        _output = output;
        _errors = errors;
        _reserved = ListenSocket.Reserve(new IPEndPoint(SettingsReader.Address(settings.Host)!, settings.Port));
        _counters = CounterMemory.Create(settings.Workers);
        _workers = [.. Enumerable.Range(0, settings.Workers).Select(i => new Worker(i))];
    }

    private int Port => ((IPEndPoint)_reserved.LocalEndPoint!).Port;

    /// <summary>Returns after SIGTERM or SIGINT, once every worker has ended.</summary>
    public ExitCode Run()
    {
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        Array.ForEach(_workers, Start);
        while (!_stopping)
        {
            _wakeUps.TryTake(out _, _announced && _workers.All(w => w.Due is null) ? Timeout.InfiniteTimeSpan : Tick);
            if (Review() is { } failure)
            {
                StopWorkers();
                return failure;
            }

            AnnounceOnce();
        }

        StopWorkers();
        return ExitCode.Ok;
    }

    public void Dispose()
    {
        Array.ForEach(_workers, w => w.Dispose());
        _reserved.Dispose();
        _counters.Dispose();
        _wakeUps.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stopping = true;
        _wakeUps.Add(true);
    }

    /// <summary>Replaces workers that are due. Returns the reason to give up: a worker that never got ready will not get ready by trying again.</summary>
    private ExitCode? Review()
    {
        foreach (Worker worker in _workers)
        {
            if (!_stopping && worker.TakeExit() is { } code)
            {
                if (!WasReady(worker.Index))
                {
                    return Enum.IsDefined((ExitCode)code) && code != 0 ? (ExitCode)code : ExitCode.Failed;
                }

                _errors.WriteLine($"target-api: worker {worker.Index} ended with exit code {code}; starting another");
            }

            if (!_stopping && worker.Due <= Stopwatch.GetTimestamp())
            {
                _counters.Facts(worker.Index)[CounterLayout.Restarts]++;
                Start(worker);
            }
        }

        return null;
    }

    private bool WasReady(int worker) => Volatile.Read(ref _counters.Facts(worker)[CounterLayout.WasReady]) == 1;

    private void AnnounceOnce()
    {
        if (!_announced && Enumerable.Range(0, _workers.Length).All(WasReady))
        {
            _announced = true;
            TargetServer.Announce(_settings, Port, _output);
        }
    }

    private void Start(Worker worker)
    {
        var role = new WorkerRole(worker.Index, Environment.ProcessId, _counters.Descriptor, _counters.Stripes, Port);
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Supervisor).Assembly.Location);
        }

        if (_settings.TakesJobs)
        {
            start.ArgumentList.Add(Startup.WorkerVerb);
        }

        start.Environment[WorkerRole.Variable] = role.ToString();
        worker.Start(start, () => _wakeUps.Add(true));
    }

    private void StopWorkers()
    {
        _stopping = true;
        Array.ForEach(_workers, w => w.Signal(LibC.SIGTERM));
        long started = Stopwatch.GetTimestamp();
        while (_workers.Any(w => w.IsRunning) && Stopwatch.GetElapsedTime(started) < StopLimit)
        {
            _wakeUps.TryTake(out _, Tick);
        }

        Array.ForEach(_workers, w => w.Signal(LibC.SIGKILL));
    }
}

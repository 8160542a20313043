using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments.Sampling;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>The part of a trial in which load is made: drives it, and watches generator and target meanwhile.</summary>
internal sealed class TrialMeasurement(ILoadDriver driver, TimeProvider time)
{
    /// <summary>Runs the load against a deployment that is ready.</summary>
    /// <param name="deployment">Its resources are sampled, and its end ends the load.</param>
    /// <param name="metricsPath">Where the target reports its stages; null for nowhere.</param>
    /// <param name="job">The load, its targets being the deployment's.</param>
    /// <param name="observer">Told of stages and intervals.</param>
    /// <param name="cancellationToken">Ends the load early; the result then says so.</param>
    /// <exception cref="LoadSetupException">The generator cannot start.</exception>
    /// <exception cref="DeploymentFailedException">A replica ended by itself.</exception>
    public async Task<Measurement> RunAsync(
        IDeployment deployment, string? metricsPath, LoadJob job, ITrialObserver observer, CancellationToken cancellationToken)
    {
        var (load, folder) = (job.Config, job.Folder);
        var machine = new MachineMeter();
        using var tls = TlsClient.Load(load.Tls);
        using var scraper = new MetricsScraper(deployment.Replicas, metricsPath, tls);
        await using var sampler = new ResourceSampler(deployment);
        var before = load.WarmUp > TimeSpan.Zero ? null : scraper.ScrapeAsync();
        if (before is not null)
        {
            await before.ConfigureAwait(false);
        }

        var watch = new MeasurementWatch(LoadPlan.Create(load.Simulations, job.Seed).Duration, BeginMeasuring, EndMeasuring);
        using var files = folder is null ? null : new TrialFileWriter(folder, time.GetUtcNow() + load.WarmUp);
        observer.OnStage(load.WarmUp > TimeSpan.Zero ? TrialStage.WarmingUp : TrialStage.Measuring);
        machine.Begin();
        sampler.Start();
        var driven = await DriveOrTellAsync().ConfigureAwait(false);
        var result = driven.Load;
        if (machine.Use is null)
        {
            EndMeasuring();
        }

        files?.Complete();
        var after = await scraper.ScrapeAsync().ConfigureAwait(false);
        var (stages, batches) = TargetTotals.Between(before is null ? [] : await before.ConfigureAwait(false), before is null ? [] : after, result.Counts.Ok);
        var start = watch.MeasuringNs ?? MonotonicClock.NowNs();
        WriteTargetRows(start);
        return new Measurement(
            result, watch.Intervals, [.. Usages(deployment, sampler, start, result.Measured)], stages, batches, machine.Use, driven.Agents, deployment.Replicas.All(replica => replica.IsHere));

        async Task<DrivenLoad> DriveOrTellAsync()
        {
            try
            {
                return await DriveAsync(deployment, job, new LoadObservers(files is null ? [watch, observer] : [watch, files, observer]), cancellationToken).ConfigureAwait(false);
            }
            catch (DeploymentFailedException)
            {
                // What the replicas used up to their end may say why they ended.
                WriteTargetRows(watch.MeasuringNs ?? MonotonicClock.NowNs());
                throw;
            }
        }

        void WriteTargetRows(long startNs) => TrialMeasurement.WriteTargetRows(folder, Rows(deployment, sampler, startNs));

        void BeginMeasuring()
        {
            sampler.Take();
            machine.Begin();
            before = scraper.ScrapeAsync();
            observer.OnStage(TrialStage.Measuring);
        }

        void EndMeasuring()
        {
            sampler.Take();
            machine.End();
        }
    }

    /// <summary>Ends the load as soon as a replica ends: what is measured from then on is not the configuration.</summary>
    private async Task<DrivenLoad> DriveAsync(IDeployment deployment, LoadJob job, ILoadObserver observer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = driver.RunAsync(job, observer, stop.Token);
        if (await Task.WhenAny(run, deployment.Ended).ConfigureAwait(false) == deployment.Ended)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new DeploymentFailedException(await deployment.Ended.ConfigureAwait(false));
        }

        return await run.ConfigureAwait(false);
    }

    private static IEnumerable<ReplicaUsage> Usages(IDeployment deployment, ResourceSampler sampler, long startNs, TimeSpan measured) =>
        deployment.Replicas.Where(replica => replica.Managed)
            .Select(replica => ResourceSeries.Usage(replica, sampler.Readings(replica.Index), startNs, startNs + (long)measured.TotalNanoseconds));

    private static List<TargetRow> Rows(IDeployment deployment, ResourceSampler sampler, long startNs) =>
        [.. deployment.Replicas.SelectMany(replica => ResourceSeries.Rows(replica.Index, sampler.Readings(replica.Index), startNs)).OrderBy(row => row.TimeSeconds)];

    private static void WriteTargetRows(string? folder, List<TargetRow> rows)
    {
        if (folder is null || rows.Count == 0)
        {
            return;
        }

        using var file = new TargetFileWriter(folder);
        foreach (var row in rows)
        {
            file.Append(row);
        }
    }
}

using LoadLab.Engine;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Agents.Launching;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments;

/// <summary>Has agents send HTTP requests.</summary>
/// <param name="coordinator">Knows them.</param>
/// <param name="launcher">Starts those that have ended.</param>
/// <param name="agents">How many there must be, and what to do without one.</param>
internal sealed class AgentsLoadDriver(AgentCoordinator coordinator, IAgentLauncher launcher, AgentsConfig agents) : ILoadDriver
{
    public async Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken)
    {
        await launcher.EnsureAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await coordinator.WaitForAsync(agents.Count, agents.Within, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new LoadSetupException($"{e.Message}: {await launcher.AdviseAsync(cancellationToken).ConfigureAwait(false)}", e);
        }

        var options = new AgentsRunOptions { OnLoss = agents.OnLoss, Folder = job.Folder, ProcessorsHere = job.Processors };
        var made = await coordinator.RunAsync(HttpLoadFactory.Create(job), options, observer, cancellationToken).ConfigureAwait(false);
        return new DrivenLoad(made.Load, made);
    }
}

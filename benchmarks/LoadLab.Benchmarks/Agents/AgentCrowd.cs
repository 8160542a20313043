using System.Globalization;
using LoadLab.Harness.Agents.Agent;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Many pretended agents in one process.</summary>
/// <param name="coordinator">Where they join.</param>
/// <param name="token">What they have to know.</param>
/// <param name="agents">How many.</param>
internal sealed class AgentCrowd(Uri coordinator, string token, int agents)
{
    private const int Seed = 42;

    /// <summary>One after the other, so that the first second of two processes whose code is being compiled does not outlast a handshake.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <returns>What all that they told adds up to, computed without any message.</returns>
    public async Task<LoadDigest> RunAsync(CancellationToken cancellationToken)
    {
        var sums = new DirectSums();
        var capabilities = AgentCapabilitiesOf.ThisMachine(new AgentLimits());
        await Task.WhenAll(Enumerable.Range(0, agents).Select(async number =>
        {
            await Task.Delay(number * Between, cancellationToken).ConfigureAwait(false);
            var options = new AgentOptions { Coordinator = coordinator, Token = token, Name = $"agent-{(number + 1).ToString(CultureInfo.InvariantCulture)}" };
            await new PretendedAgent(options, capabilities, new Random(Seed + number), sums).RunAsync(cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        return sums.ToDigest();
    }
}

using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Cli.Images;

/// <summary>Tells a user what a daemon is at, line by line. A layer's state is told when it changes; its bytes are not.</summary>
internal sealed class ImageProgress(Action<string> tell)
{
    private readonly Dictionary<string, string> _states = [];

    public void Take(ProgressStep step)
    {
        foreach (var line in (step.Stream ?? "").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            tell(line.TrimEnd());
        }

        if (step.Status is { } status && _states.GetValueOrDefault(step.Id ?? "") != status)
        {
            _states[step.Id ?? ""] = status;
            tell(step.Id is { } id ? $"{id}: {status}" : status);
        }
    }
}

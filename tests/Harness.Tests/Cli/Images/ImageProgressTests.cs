using LoadLab.Harness.Cli.Images;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Tests.Cli.Images;

public sealed class ImageProgressTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Take_Build_IsToldLineByLine()
    {
        var progress = new ImageProgress(_lines.Add);

        progress.Take(new ProgressStep { Stream = "Step 1/2 : FROM a\n" });
        progress.Take(new ProgressStep { Stream = "\n" });
        progress.Take(new ProgressStep { Stream = " ---> 1\n ---> 2\n" });

        Assert.Equal(["Step 1/2 : FROM a", " ---> 1", " ---> 2"], _lines);
    }

    [Fact]
    public void Take_Push_TellsALayersStateOnceItChanges()
    {
        var progress = new ImageProgress(_lines.Add);

        foreach (var (layer, status) in new[] { ("a", "Pushing"), ("b", "Pushing"), ("a", "Pushing"), ("a", "Pushed"), ("b", "Pushing") })
        {
            progress.Take(new ProgressStep { Id = layer, Status = status });
        }

        progress.Take(new ProgressStep { Status = "latest: digest: sha256:1" });

        Assert.Equal(["a: Pushing", "b: Pushing", "a: Pushed", "latest: digest: sha256:1"], _lines);
    }
}

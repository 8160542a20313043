using LoadLab.Harness.Deployment.Images;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment.Images;

public sealed class OwnImageTests
{
    [Fact]
    public void Named_Nothing_IsAllAndTheFirstIsWhatProfilesMean()
    {
        var all = OwnImage.Named([]);

        Assert.Equal([BundledImage.Name, "loadlab/harness"], all.Select(image => image.Repository));
    }

    [Fact]
    public void Named_One_IsThatOne() => Assert.Equal("harness", Assert.Single(OwnImage.Named(["harness"])).ShortName);

    [Fact]
    public void Names_VersionWithCommitAndTags_AreTagsThatDockerTakesEachOnce() =>
        Assert.Equal(
            ["loadlab/target-api:0.1.0", "loadlab/target-api:latest", "loadlab/target-api:new"],
            OwnImage.All[0].Names("0.1.0+2b599fe0c1d2", ["new", "latest", "new"]));
}

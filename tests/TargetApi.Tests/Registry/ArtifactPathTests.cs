using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData("model.onnx", true)]
    [InlineData("data/model.onnx", true)]
    [InlineData("a..b/.hidden", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("../x", false)]
    [InlineData("a/../../x", false)]
    [InlineData("./x", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("a\\..\\b", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\nb", false)]
    public void IsSafe_Path_StaysInItsFolder(string path, bool expected) => Assert.Equal(expected, ArtifactPath.IsSafe(path));
}

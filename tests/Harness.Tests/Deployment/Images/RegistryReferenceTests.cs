using LoadLab.Harness.Deployment.Images;

namespace LoadLab.Harness.Tests.Deployment.Images;

public sealed class RegistryReferenceTests
{
    [Theory]
    [InlineData("registry.example:5000/loadlab/target-api", "registry.example:5000", "registry.example:5000/loadlab/target-api", "latest", "target-api")]
    [InlineData("10.0.0.5:5000/harness:0.1.0", "10.0.0.5:5000", "10.0.0.5:5000/harness", "0.1.0", "harness")]
    [InlineData("localhost/a/b_c/target-api:A-1", "localhost", "localhost/a/b_c/target-api", "A-1", "target-api")]
    [InlineData("[::1]:5000/harness", "[::1]:5000", "[::1]:5000/harness", "latest", "harness")]
    [InlineData("docker.io/me/harness", "docker.io", "docker.io/me/harness", "latest", "harness")]
    public void Parse_NameInARegistry_IsTakenApart(string text, string registry, string repository, string tag, string lastPart)
    {
        var reference = RegistryReference.Parse(text);

        Assert.Equal((registry, repository, tag, lastPart), (reference.Registry, reference.Repository, reference.Tag, reference.LastPart));
    }

    [Theory]
    [InlineData("loadlab/harness", "docker.io/loadlab/harness")]
    [InlineData("harness", "no name of an image in a registry")]
    [InlineData("registry.example/", "no name of an image in a registry")]
    [InlineData("registry.example/Team/harness", "in lower case")]
    [InlineData("registry.example/harness:", "no name of an image in a registry")]
    [InlineData("registry.example/harness:-a", "no name of an image in a registry")]
    [InlineData("https://registry.example/harness", "no name of an image in a registry")]
    [InlineData("registry.example/harness@sha256:0", "no name of an image in a registry")]
    [InlineData("registry.example/harness\n", "no name of an image in a registry")]
    public void Parse_AnythingElse_IsAUsageMistake(string text, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => RegistryReference.Parse(text));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}

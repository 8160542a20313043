using LoadLab.Harness.Deployment.Swarm.Api;

namespace LoadLab.Harness.Tests.Deployment.Swarm.Api;

public sealed class DockerHostTests
{
    [Fact]
    public void FromEnvironment_NothingSet_IsTheUsualSocket()
    {
        var host = DockerHost.FromEnvironment(Environment());

        Assert.True(host.IsUnix);
        Assert.Equal("/var/run/docker.sock", host.SocketPath);
    }

    [Fact]
    public void FromEnvironment_TcpWithoutVerification_IsPlain() =>
        Assert.Null(DockerHost.FromEnvironment(Environment(("DOCKER_HOST", "tcp://10.0.0.5:2375"), ("DOCKER_CERT_PATH", "/c"))).CertificateFolder);

    [Fact]
    public void FromEnvironment_TcpWithVerification_TakesTheCertificates()
    {
        Assert.Equal("/c", DockerHost.FromEnvironment(Environment(("DOCKER_HOST", "tcp://10.0.0.5:2376"), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", "/c"))).CertificateFolder);
        Assert.Equal("/h/.docker", DockerHost.FromEnvironment(Environment(("DOCKER_HOST", "tcp://10.0.0.5:2376"), ("DOCKER_TLS_VERIFY", "1"), ("HOME", "/h"))).CertificateFolder);
    }

    [Theory]
    [InlineData("docker", "is no address")]
    [InlineData("ssh://me@there", "ssh -nNT -L")]
    [InlineData("npipe:////./pipe/docker_engine", "unix:///path and tcp://host:port")]
    public void FromEnvironment_WhatIsNotSpoken_SaysWhatIs(string address, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => DockerHost.FromEnvironment(Environment(("DOCKER_HOST", address))));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NodesFromEnvironment_Two_AreKnownByName()
    {
        var nodes = DockerHost.NodesFromEnvironment(Environment((DockerHost.NodesVariable, "node2=unix:///run/n2.sock, node3=tcp://10.0.0.6:2375")));

        Assert.Equal(["node2", "node3"], nodes.Keys.Order());
        Assert.Equal("/run/n2.sock", nodes["node2"].SocketPath);
    }

    [Fact]
    public void NodesFromEnvironment_NoName_IsRefused() =>
        Assert.Contains("node2=tcp://", Assert.Throws<UserErrorException>(() => DockerHost.NodesFromEnvironment(Environment((DockerHost.NodesVariable, "unix:///x")))).Message, StringComparison.Ordinal);

    private static Dictionary<string, string> Environment(params (string Key, string Value)[] pairs) => pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
}

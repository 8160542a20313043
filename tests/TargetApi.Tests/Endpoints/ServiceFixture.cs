namespace LoadLab.TargetApi.Tests.Endpoints;

/// <summary>One running service for all tests of a class.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public TargetProcess Target { get; private set; } = null!;

    public async Task InitializeAsync() => Target = await TargetProcess.Start(("MAX_BODY_BYTES", "100000"), ("MAX_ROWS", "50"));

    public Task DisposeAsync()
    {
        Target.Dispose();
        return Task.CompletedTask;
    }
}

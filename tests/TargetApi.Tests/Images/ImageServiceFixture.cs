namespace LoadLab.TargetApi.Tests.Images;

/// <summary>One running service with tight limits for uploads.</summary>
public sealed class ImageServiceFixture : IAsyncLifetime
{
    public TargetProcess Target { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Target = await TargetProcess.Start(("IMAGE_MAX_BYTES", "300000"), ("IMAGE_MAX_FILES", "60"), ("IMAGE_MAX_PIXELS", "2000000"), ("MAX_BODY_BYTES", "1000"));

    public Task DisposeAsync()
    {
        Target.Dispose();
        return Task.CompletedTask;
    }
}

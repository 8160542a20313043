using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class ModelWorkspaceTests : RegistryTest
{
    private const long AllowedGrowthBytes = 48 << 20;

    [Fact]
    public async Task PerRequest_Hundreds_LeaveNeitherFilesNorMemory()
    {
        Models.AddBundled("net");
        TargetProcess service = await StartService(
            await StartRegistry(), ("MODEL", "net"), ("MODEL_SOURCE", "registry-per-request"), ("TMPDIR", Temporary.Path), ("REGISTRY_TIMEOUT", "60s"));
        await PredictAll(service, 100);
        long before = ProcessUsage.Read(service.Process.Id)!.Value.ResidentBytes;
        await PredictAll(service, 600);

        // Twice what the allocator was seen to keep for itself; 600 sessions of this model take more than three times as much.
        Assert.InRange(ProcessUsage.Read(service.Process.Id)!.Value.ResidentBytes - before, long.MinValue, AllowedGrowthBytes);
        string folder = Assert.Single(Workspaces());
        Assert.Equal(["in-use"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Start_AfterAKilledService_RemovesWhatThatLeft()
    {
        Models.AddBundled("net");
        TargetProcess registry = await StartRegistry();
        (string, string)[] settings = [("MODEL", "net"), ("MODEL_SOURCE", "registry-per-request"), ("TMPDIR", Temporary.Path)];
        TargetProcess running = await StartService(registry, settings);
        TargetProcess killed = await StartService(registry, settings);
        Assert.Equal(2, Workspaces().Length);
        killed.Dispose();
        Assert.Equal(2, Workspaces().Length);
        TargetProcess next = await StartService(registry, settings);
        Assert.Equal(2, Workspaces().Length);
        Assert.Equal(200, (await Predict(running)).Status);
        Assert.Equal(200, (await Predict(next)).Status);
    }

    [Fact]
    public async Task Cached_OnceLoaded_LeavesNothing()
    {
        Models.AddBundled("net");
        TargetProcess service = await StartService(await StartRegistry(), ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"), ("TMPDIR", Temporary.Path));
        Assert.Empty(Workspaces());
        Assert.Equal(200, (await Predict(service)).Status);
    }

    private static async Task PredictAll(TargetProcess service, int requests)
    {
        int[] all = [.. Enumerable.Range(0, requests)];
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) => Assert.Equal(200, (await Predict(service)).Status));
    }

    private string[] Workspaces() => Directory.GetDirectories(Temporary.Path, "loadlab-models-*");
}

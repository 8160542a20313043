using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Tests.Inference;

/// <summary>Alone in the process while they run: what they look at is the memory of the whole process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class MemoryTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private const long AllowedGrowthBytes = 8 << 20;

    [Fact]
    public void Run_HundredThousandCalls_LeakNothing()
    {
        using Predictor predictor = fixture.Load("covertype-mlp");
        Call(predictor, 10_000);
        long before = Resident();
        Call(predictor, 100_000);

        // A leak of one small native object a call would be 10 MB or more.
        Assert.InRange(Resident() - before, long.MinValue, AllowedGrowthBytes);
    }

    [Fact]
    public void Constructor_ManySessions_LeakNothing()
    {
        LoadSessions(20);
        long before = Resident();
        LoadSessions(200);
        Assert.InRange(Resident() - before, long.MinValue, AllowedGrowthBytes);
    }

    private static void Call(Predictor predictor, int times)
    {
        for (int i = 0; i < times; i++)
        {
            PredictionBuffer buffer = predictor.Rent();

            // One or two rows: changing counts make new tensors, the path that could leak.
            for (int row = 0; row <= i % 2; row++)
            {
                buffer.Rows.Add().Fill(i % 10);
            }

            buffer.Run();
            predictor.Return(buffer);
        }
    }

    private void LoadSessions(int times)
    {
        for (int i = 0; i < times; i++)
        {
            fixture.Load(TargetFolder.Fixture("scores-only.onnx")).Dispose();
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return ProcessUsage.Read(Environment.ProcessId)!.Value.ResidentBytes;
    }
}

using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Images;

/// <summary>The held-out images as PNG files with PyTorch's own answers, written by the training script.</summary>
public sealed record ExpectedImages(byte[][] Images, long[] Truth, long[] Labels, double[][] Probabilities, double[][] Embeddings)
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    public static ExpectedImages Digits { get; } = JsonSerializer.Deserialize<ExpectedImages>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", "digits-cnn", "expected.json")), Names)!;
}

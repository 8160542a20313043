using System.Text.Json;

namespace LoadLab.TargetApi.Tests;

/// <summary>scikit-learn's own answers, written by the training script.</summary>
public sealed record ExpectedAnswers(float[][] Rows, float[][] Normalised, long[] Labels, double[][] Probabilities)
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    public static ExpectedAnswers Of(string model)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "models", model, "expected.json");
        return JsonSerializer.Deserialize<ExpectedAnswers>(File.ReadAllText(path), Names)!;
    }
}

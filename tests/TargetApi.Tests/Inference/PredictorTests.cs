using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Inference;

public sealed class PredictorTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    [Theory]
    [InlineData("covertype-mlp")]
    [InlineData("covertype-forest")]
    public void Run_BundledModel_AnswersAsScikitLearnDoes(string name)
    {
        ExpectedAnswers expected = ExpectedAnswers.Of(name);
        using Predictor predictor = fixture.Load(name);
        PredictionBuffer buffer = Fill(predictor, expected.Rows);
        predictor.Normaliser!.Apply(buffer.Rows);
        buffer.Run();
        Assert.Equal(expected.Labels, buffer.Labels.ToArray());
        Assert.Equal(7, expected.Labels.Distinct().Count());
        double[] wanted = [.. expected.Probabilities.SelectMany(p => p)];
        Assert.Equal(wanted.Length, buffer.Scores.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            Assert.Equal(wanted[i], buffer.Scores[i], 2e-5);
        }
    }

    [Theory]
    [InlineData("covertype-mlp")]
    [InlineData("covertype-forest")]
    public void Normalise_BundledModel_GivesTrainingsVeryBits(string name)
    {
        ExpectedAnswers expected = ExpectedAnswers.Of(name);
        using Predictor predictor = fixture.Load(name);
        PredictionBuffer buffer = Fill(predictor, expected.Rows);
        predictor.Normaliser!.Apply(buffer.Rows);
        Assert.Equal(expected.Normalised.SelectMany(r => r), buffer.Rows.Values.Take(expected.Rows.Length * 54));
    }

    [Fact]
    public void Run_RowCountsUpAndDown_AnswerEachRowTheSame()
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-mlp");
        using Predictor predictor = fixture.Load("covertype-mlp");
        foreach (int count in (int[])[1, 7, 2, 64, 1, 64, 3])
        {
            PredictionBuffer buffer = Fill(predictor, expected.Rows[..count]);
            predictor.Normaliser!.Apply(buffer.Rows);
            buffer.Run();
            Assert.Equal(expected.Labels[..count], buffer.Labels.ToArray());
            predictor.Return(buffer);
        }
    }

    [Fact]
    public async Task Run_FromManyThreads_NeverMixesAnswers()
    {
        ExpectedAnswers expected = ExpectedAnswers.Of("covertype-forest");
        using Predictor predictor = fixture.Load("covertype-forest");
        await Parallel.ForAsync(0, 2000, (i, _) =>
        {
            int row = i % expected.Rows.Length;
            PredictionBuffer buffer = Fill(predictor, [expected.Rows[row]]);
            predictor.Normaliser!.Apply(buffer.Rows);
            buffer.Run();
            Assert.Equal(expected.Labels[row], buffer.Labels[0]);
            Assert.Equal(expected.Probabilities[row][0], buffer.Scores[0], 2e-5);
            predictor.Return(buffer);
            return ValueTask.CompletedTask;
        });
    }

    [Theory]
    [InlineData("one-row.onnx")]
    [InlineData("scores-only.onnx")]
    [InlineData("labels-only.onnx")]
    public void Run_OwnModel_LabelsEveryRow(string file)
    {
        using Predictor predictor = fixture.Load(TargetFolder.Fixture(file));
        PredictionBuffer buffer = Fill(predictor, [[1, 5, 2], [9, 5, 2], [0, 0, 0.5f]]);
        buffer.Run();
        Assert.Equal([1, 0, 2], buffer.Labels.ToArray());
        Assert.Null(predictor.Normaliser);
    }

    [Fact]
    public void Run_OneRowModel_GathersEveryRowsScores()
    {
        using Predictor predictor = fixture.Load(TargetFolder.Fixture("one-row.onnx"));
        PredictionBuffer buffer = Fill(predictor, [[1, 5, 2], [9, 5, 2]]);
        buffer.Run();
        Assert.Equal([1, 5, 2, 9, 5, 2], buffer.Scores.ToArray());
    }

    [Fact]
    public void Run_Regression_GivesValuesAndNoLabels()
    {
        using Predictor predictor = fixture.Load(TargetFolder.Fixture("regression.onnx"));
        PredictionBuffer buffer = Fill(predictor, [[1, 2, 3], [4, 5, 6]]);
        buffer.Run();
        Assert.Equal([6, 15], buffer.Scores.ToArray());
        Assert.True(buffer.Labels.IsEmpty);
    }

    [Theory]
    [InlineData("image.onnx")]
    [InlineData("one-image.onnx")]
    public void Run_ImageModel_GivesScoresAndEmbeddingsInOrder(string file)
    {
        using Predictor predictor = fixture.Load(TargetFolder.Fixture(file));
        float[][] images = [[.. Enumerable.Range(0, 12).Select(i => (float)i)], [.. Enumerable.Repeat(2f, 12)], [9, .. new float[11]]];
        PredictionBuffer buffer = Fill(predictor, images);
        buffer.Run();
        Assert.True(predictor.Signature.TakesImages);
        Assert.Equal([3, 2, 2], predictor.Signature.RowShape);
        Assert.Equal([6, 22, 38, 8, 8, 8, 9, 0, 0], buffer.Scores.ToArray());
        Assert.Equal([2, 0, 0], buffer.Labels.ToArray());
        Assert.Equal(images.SelectMany(i => i), buffer.Embeddings.ToArray());
    }

    [Fact]
    public void SetAnswers_ImageModelWithoutEmbeddings_IsRefused()
    {
        using Predictor predictor = fixture.Load(TargetFolder.Fixture("image.onnx"));
        PredictionBuffer buffer = Fill(predictor, [new float[12]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.SetAnswers([0], [1, 2, 3]));
        buffer.SetAnswers([1], [1, 2, 3], [.. Enumerable.Repeat(3f, 12)]);
        Assert.Equal([1], buffer.Labels.ToArray());
        Assert.Equal(3, buffer.Embeddings[11]);
    }

    [Theory]
    [InlineData("double-input.onnx", "x: double [N, 3]; exactly one input float [N, F] or [N, C, H, W] is needed")]
    [InlineData("fixed-batch.onnx", "x: float [8, 3]; exactly one input float [N, F] or [N, C, H, W] is needed")]
    [InlineData("open-image.onnx", "image: float [N, 3, N, 2]; exactly one input float [N, F] or [N, C, H, W] is needed")]
    [InlineData("sequence-output.onnx", "an int64 [N] or a float [N, K] output is needed")]
    public void Load_UnfitModel_SaysWhatIsNeeded(string file, string message)
    {
        var refusal = Assert.Throws<ModelException>(() => fixture.Load(TargetFolder.Fixture(file)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ModelOfAnotherTraining_IsRefused()
    {
        string folder = Directory.CreateTempSubdirectory("loadlab-model-").FullName;
        try
        {
            File.Copy(Path.Combine(TargetFolder.Models, "covertype-mlp", "model.json"), Path.Combine(folder, "model.json"));
            File.Copy(TargetFolder.Fixture("scores-only.onnx"), Path.Combine(folder, "model.onnx"));
            var refusal = Assert.Throws<ModelException>(() => fixture.Load(folder));
            Assert.Contains("is not the file that", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"normalisation": {}}""")]
    [InlineData("""{"normalisation": {"expected_by_model": true}}""")]
    public void Load_NormalisationWithoutColumns_LeavesRowsAsTheyAre(string description)
    {
        string folder = Directory.CreateTempSubdirectory("loadlab-model-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "model.json"), description);
            File.Copy(TargetFolder.Fixture("scores-only.onnx"), Path.Combine(folder, "model.onnx"));
            using Predictor predictor = fixture.Load(folder);
            PredictionBuffer buffer = Fill(predictor, [[1, 2, 3]]);
            predictor.Normaliser!.Apply(buffer.Rows);
            Assert.Equal([1f, 2f, 3f], buffer.Rows[0].ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PredictionBuffer Fill(Predictor predictor, float[][] rows)
    {
        PredictionBuffer buffer = predictor.Rent();
        foreach (float[] row in rows)
        {
            row.CopyTo(buffer.Rows.Add());
        }

        return buffer;
    }
}

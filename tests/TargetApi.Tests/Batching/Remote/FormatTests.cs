using LoadLab.TargetApi.Batching.Remote;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Tests.Inference;

namespace LoadLab.TargetApi.Tests.Batching.Remote;

/// <summary>The bytes of jobs and answers, which workers and APIs of different versions may exchange.</summary>
public sealed class FormatTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>, IDisposable
{
    private readonly Predictor _predictor = fixture.Load("covertype-mlp");

    [Fact]
    public void Job_Written_HasTheDocumentedBytes()
    {
        var rows = new FeatureRows(2);
        rows.Add()[1] = 1;
        rows.Add()[0] = -2;
        Assert.Equal("4C4A01026D21020000000200000000000000" + "0000803F" + "000000C0" + "00000000", Convert.ToHexString(JobFormat.Write("m!", rows)));
    }

    [Fact]
    public void Job_ReadBack_IsTheSameRows()
    {
        byte[] job = Job(3);
        var rows = new FeatureRows(54);
        Assert.True(JobFormat.Read(job, _predictor, rows));
        Assert.Equal(Enumerable.Range(0, 3 * 54).Select(i => i / 8f), rows.Values.Take(3 * 54));
        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void Job_OfAnotherModel_IsNotRead()
    {
        var rows = new FeatureRows(54);
        rows.Add();
        Assert.False(JobFormat.Read(JobFormat.Write("covertype-forest", rows), _predictor, new FeatureRows(54)));
        var narrow = new FeatureRows(3);
        narrow.Add();
        Assert.False(JobFormat.Read(JobFormat.Write(_predictor.Name, narrow), _predictor, new FeatureRows(54)));
    }

    [Fact]
    public void Job_CutOffAnywhereOrLonger_IsRefused()
    {
        byte[] job = Job(2);
        for (int length = 0; length < job.Length; length++)
        {
            Assert.Throws<JobFormatException>(() => JobFormat.Read(job.AsSpan(0, length), _predictor, new FeatureRows(54)));
        }

        Assert.Throws<JobFormatException>(() => JobFormat.Read([.. job, 0], _predictor, new FeatureRows(54)));
        job[2]++;
        Assert.Throws<JobFormatException>(() => JobFormat.Read(job, _predictor, new FeatureRows(54)));
    }

    [Fact]
    public void Job_RandomBytesChanged_IsReadOrRefused()
    {
        byte[] job = Job(2);
        var random = new Random(4711);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. job];
            changed[random.Next(40)] = (byte)random.Next(256);
            try
            {
                JobFormat.Read(changed, _predictor, new FeatureRows(54));
            }
            catch (JobFormatException)
            {
                // The one way out that a worker knows.
            }
        }
    }

    [Fact]
    public void Answer_ReadBack_IsTheSame()
    {
        PredictionBuffer worker = Rows(3), api = Rows(3);
        worker.Run();
        Assert.Equal(12_345, AnswerFormat.Read(AnswerFormat.Write(worker, 12_345), api));
        Assert.Equal(worker.Labels.ToArray(), api.Labels.ToArray());
        Assert.Equal(worker.Scores.ToArray(), api.Scores.ToArray());
    }

    [Fact]
    public void Answer_CutOffAnywhere_IsRefused()
    {
        PredictionBuffer worker = Rows(2);
        worker.Run();
        byte[] answer = AnswerFormat.Write(worker, 1);
        for (int length = 0; length < answer.Length; length++)
        {
            Assert.Throws<JobFormatException>(() => AnswerFormat.Read(answer.AsSpan(0, length), Rows(2)));
        }

        Assert.Throws<JobFormatException>(() => AnswerFormat.Read(answer, Rows(3)));
    }

    [Theory]
    [InlineData((int)AnswerStatus.Failed, typeof(RemoteInferenceException))]
    [InlineData((int)AnswerStatus.WrongModel, typeof(ModelException))]
    [InlineData((int)AnswerStatus.Unavailable, typeof(UnavailableException))]
    public void Answer_Failure_IsThrownWithItsMessage(int status, Type exception)
    {
        Exception thrown = Assert.Throws(exception, () => { AnswerFormat.Read(AnswerFormat.Write((AnswerStatus)status, "why: é"), Rows(1)); });
        Assert.Equal("why: é", thrown.Message);
    }

    [Theory]
    [InlineData("4/8/156000", true)]
    [InlineData("9/8/1", false)]
    [InlineData("0/8/1", false)]
    [InlineData("4/8", false)]
    [InlineData("4/5000/1", false)]
    [InlineData("", false)]
    [InlineData("-4/8/1", false)]
    public void BatchFacts_Text_IsReadOrNot(string text, bool good) => Assert.Equal(good ? text : null, BatchFacts.Parse(text)?.ToString());

    public void Dispose() => _predictor.Dispose();

    private byte[] Job(int count) => JobFormat.Write(_predictor.Name, Rows(count).Rows);

    private PredictionBuffer Rows(int count)
    {
        PredictionBuffer buffer = _predictor.Rent();
        for (int i = 0; i < count; i++)
        {
            Span<float> row = buffer.Rows.Add();
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = ((i * row.Length) + k) / 8f;
            }
        }

        return buffer;
    }
}

using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>What <c>/normalize</c> and <c>/predict</c> have in common: a body of rows in, JSON out, each stage timed.</summary>
internal abstract class RowEndpoint(ModelSlot models, WorkerCounters counters, int maximumRows, int maximumBodyBytes)
{
    private readonly ObjectPool<JsonBuffer> _answers = new DefaultObjectPoolProvider().Create(new JsonBufferPolicy());

    protected abstract EndpointName Name { get; }

    public Task Invoke(HttpContext context)
    {
        if (models.Current is not { } predictor)
        {
            return ErrorAnswers.Detail(context, StatusCodes.Status503ServiceUnavailable, $"Not ready: {models.Reason}");
        }

        if (Refusal(predictor) is { } refusal)
        {
            return ErrorAnswers.Detail(context, StatusCodes.Status501NotImplemented, refusal);
        }

        if (context.Request.ContentLength > maximumBodyBytes)
        {
            return ErrorAnswers.TooLarge(context, maximumBodyBytes);
        }

        // Fast path: small bodies have mostly arrived with their headers.
        PipeReader reader = context.Request.BodyReader;
        if (reader.TryRead(out ReadResult read))
        {
            if (read.IsCompleted || read.Buffer.Length == context.Request.ContentLength)
            {
                return Answer(context, predictor, reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return ReadThenAnswer(context, predictor, reader);
    }

    /// <summary>Why this endpoint can do nothing with the model; null where it can.</summary>
    protected virtual string? Refusal(Predictor predictor) => null;

    /// <summary>Does the work on <paramref name="buffer"/>'s rows and writes the answer, timing its stages from <paramref name="started"/> on.</summary>
    protected abstract void Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, HttpContext context, long started);

    /// <summary>Adds to a stage; returns where the next one starts.</summary>
    protected long Lap(Stage stage, long started) => counters.Lap(Name, stage, started);

    private async Task ReadThenAnswer(HttpContext context, Predictor predictor, PipeReader reader)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted || read.Buffer.Length == context.Request.ContentLength)
            {
                await Answer(context, predictor, reader, read.Buffer);
                return;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private Task Answer(HttpContext context, Predictor predictor, PipeReader reader, ReadOnlySequence<byte> body)
    {
        long started = Stopwatch.GetTimestamp();
        PredictionBuffer buffer = predictor.Rent();
        JsonBuffer answer = _answers.Get();
        try
        {
            IReadOnlyList<RowError> errors = Parse(body, buffer.Rows, predictor.Columns);
            reader.AdvanceTo(body.End);
            long parsed = Lap(Stage.Parse, started);
            if (errors.Count > 0)
            {
                ErrorAnswers.Invalid(context, errors);
            }
            else
            {
                Work(predictor, buffer, answer, context, parsed);
            }
        }
        finally
        {
            _answers.Return(answer);
            predictor.Return(buffer);
        }

        return Task.CompletedTask;
    }

    private IReadOnlyList<RowError> Parse(ReadOnlySequence<byte> body, FeatureRows rows, IReadOnlyList<string>? columns)
    {
        if (body.IsSingleSegment)
        {
            return Parse(body.First, rows, columns);
        }

        int length = (int)body.Length;
        byte[] joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(joined);
            return Parse(joined.AsMemory(0, length), rows, columns);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private IReadOnlyList<RowError> Parse(ReadOnlyMemory<byte> body, FeatureRows rows, IReadOnlyList<string>? columns) =>
        RowParser.TryParse(body.Span, rows, maximumRows)
            ? []
            : RowValidator.Read(body.ToArray(), rows, columns, maximumRows); // A copy: errors keep parts of it, and these bytes go back to a pool.
}

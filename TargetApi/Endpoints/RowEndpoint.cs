using System.Buffers;
using System.IO.Pipelines;
using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>What <c>/normalize</c> and <c>/predict</c> have in common: a body of rows in, JSON out, each stage timed.</summary>
internal abstract class RowEndpoint(EndpointName name, ServiceParts parts, WorkerCounters counters, TargetSettings settings)
    : ModelEndpoint(parts, counters)
{
    public Task Invoke(HttpContext context)
    {
        if (Refuse(context) is { } refused)
        {
            return refused;
        }

        // Fast path: small bodies have mostly arrived with their headers.
        PipeReader reader = context.Request.BodyReader;
        if (reader.TryRead(out ReadResult read))
        {
            if (read.IsCompleted || read.Buffer.Length == context.Request.ContentLength)
            {
                return Answer(context, reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return ReadThenAnswer(context, reader);
    }

    /// <summary>Why this endpoint can do nothing with the model; null where it can.</summary>
    protected virtual string? Refusal(Predictor predictor) => null;

    /// <summary>Why no request can be taken in at the moment; null where one can.</summary>
    protected virtual string? Full => null;

    /// <summary>Does the work on <paramref name="buffer"/>'s rows and writes the answer, timing its stages.</summary>
    protected abstract ValueTask Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, StageClock clock, CancellationToken cancellation);

    private Task? Refuse(HttpContext context)
    {
        if (Parts.Models.Current is null)
        {
            return ErrorAnswers.Unavailable(context, $"Not ready: {Parts.Models.NotReady}");
        }

        if (Full is { } reason)
        {
            return ErrorAnswers.Unavailable(context, reason);
        }

        return context.Request.ContentLength > settings.MaximumBodyBytes ? ErrorAnswers.TooLarge(context, settings.MaximumBodyBytes, "MAX_BODY_BYTES") : null;
    }

    private async Task ReadThenAnswer(HttpContext context, PipeReader reader)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted || read.Buffer.Length == context.Request.ContentLength)
            {
                await Answer(context, reader, read.Buffer);
                return;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task Answer(HttpContext context, PipeReader reader, ReadOnlySequence<byte> body)
    {
        StageClock clock = Clocks.Get();
        try
        {
            clock.Start(name);
            Parts.Log.Received(context, body, clock);
            using ModelLease lease = await Parts.Models.Take(clock, context.RequestAborted);
            Predictor predictor = lease.Predictor;
            if (Refusal(predictor) is { } refusal)
            {
                await ErrorAnswers.Detail(context, StatusCodes.Status501NotImplemented, refusal);
                return;
            }

            ColumnOrder columns = await Parts.Columns.Take(predictor, clock, context.RequestAborted);
            await Answer(context, body, predictor, columns, clock);
        }
        catch
        {
            Parts.Log.Failed(context, clock);
            throw;
        }
        finally
        {
            reader.AdvanceTo(body.End);
            Clocks.Return(clock);
        }
    }

    private async ValueTask Answer(HttpContext context, ReadOnlySequence<byte> body, Predictor predictor, ColumnOrder columns, StageClock clock)
    {
        PredictionBuffer buffer = predictor.Rent();
        JsonBuffer answer = Answers.Get();
        try
        {
            IReadOnlyList<RowError> errors = Parse(body, buffer.Rows, columns, clock);
            if (errors.Count > 0)
            {
                ErrorAnswers.Write(answer.Writer, errors);
                Send(context, StatusCodes.Status422UnprocessableEntity, items: 0, answer, clock);
                return;
            }

            await Work(predictor, buffer, answer, clock, context.RequestAborted);
            Send(context, StatusCodes.Status200OK, buffer.Rows.Count, answer, clock);
        }
        finally
        {
            Answers.Return(answer);
            predictor.Return(buffer);
        }
    }

    private IReadOnlyList<RowError> Parse(ReadOnlySequence<byte> body, FeatureRows rows, ColumnOrder columns, StageClock clock)
    {
        if (body.IsSingleSegment)
        {
            return Parse(body.First, rows, columns, clock);
        }

        int length = (int)body.Length;
        byte[] joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(joined);
            return Parse(joined.AsMemory(0, length), rows, columns, clock);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private IReadOnlyList<RowError> Parse(ReadOnlyMemory<byte> body, FeatureRows rows, ColumnOrder columns, StageClock clock)
    {
        bool parsed = RowParser.TryParse(body.Span, rows, settings.MaximumRows);
        clock.Lap(Stage.Parse);
        if (parsed && columns.IsModels)
        {
            return [];
        }

        // A copy: errors keep parts of the body, and these bytes go back to a pool.
        IReadOnlyList<RowError> errors = parsed ? [] : RowValidator.Read(body.ToArray(), rows, columns.Names, settings.MaximumRows);
        columns.Apply(rows);
        clock.Lap(Stage.Validate);
        return errors;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>What <c>/classify</c> and <c>/embed</c> have in common: an upload of images in, JSON out, each stage timed.</summary>
internal abstract class ImageEndpoint(EndpointName name, ServiceParts parts, UploadBudget budget, WorkerCounters counters, TargetSettings settings)
    : ModelEndpoint(parts, counters)
{
    /// <summary>
    /// Bytes of a refused upload that are still read, and dropped: a client that is let finish gets its answer, one whose connection is closed while it
    /// sends may not.
    /// </summary>
    private const int PassedOver = 1 << 20;

    public async Task Invoke(HttpContext context)
    {
        // The server's own limit is that of bodies of rows, and it would close the connection on a client that is still sending.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        (UploadForm? form, ImageRefusal? refusal) = UploadForm.Of(context.Request.ContentType);
        if (TurnAway(context, refusal) is { } turnedAway)
        {
            await turnedAway;
            return;
        }

        using var upload = new Upload(budget, settings.ImageMaximumBytes);
        Task? failed = await Read(context, upload) switch
        {
            UploadOutcome.TooLarge => TooLarge(context),
            UploadOutcome.NoRoom => ErrorAnswers.Unavailable(context, "Uploads hold as much memory as they may"),
            _ => null,
        };
        await (failed ?? Answer(context, form!, upload.Bytes));
    }

    /// <summary>Why this endpoint can do nothing with the model; null where it can.</summary>
    protected abstract string? Refusal(Predictor predictor);

    /// <summary>Writes the answer.</summary>
    protected abstract void Write(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer);

    private Task? TurnAway(HttpContext context, ImageRefusal? refusal)
    {
        string? reason = Parts.Inference.NotReady is { } notReady ? $"Not ready: {notReady}" : Parts.Inference.Full;
        if (reason is not null)
        {
            return ErrorAnswers.Unavailable(context, reason);
        }

        if (refusal is not null)
        {
            return ErrorAnswers.Detail(context, refusal.Status, refusal.Detail!);
        }

        return context.Request.ContentLength > settings.ImageMaximumBytes ? TooLarge(context) : null;
    }

    private Task TooLarge(HttpContext context) => ErrorAnswers.TooLarge(context, settings.ImageMaximumBytes, "IMAGE_MAX_BYTES");

    private static async Task<UploadOutcome> Read(HttpContext context, Upload upload)
    {
        PipeReader reader = context.Request.BodyReader;
        UploadOutcome outcome = UploadOutcome.Taken;
        for (long passedOver = 0; passedOver <= PassedOver;)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted);
            outcome = outcome == UploadOutcome.Taken ? upload.Append(read.Buffer) : outcome;
            passedOver += outcome == UploadOutcome.Taken ? 0 : read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        return outcome;
    }

    private async Task Answer(HttpContext context, UploadForm form, ReadOnlyMemory<byte> body)
    {
        StageClock clock = Clocks.Get();
        try
        {
            clock.Start(name);
            Parts.Log.Received(context, new ReadOnlySequence<byte>(body), clock);
            ImageService? service = Parts.Images.Take(clock, out string? missing);
            if ((service is null ? missing : Refusal(service.Predictor)) is { } reason)
            {
                await ErrorAnswers.Detail(context, StatusCodes.Status501NotImplemented, reason);
                return;
            }

            await Answer(context, form, body, service!, clock);
        }
        catch
        {
            Parts.Log.Failed(context, clock);
            throw;
        }
        finally
        {
            Clocks.Return(clock);
        }
    }

    private async Task Answer(HttpContext context, UploadForm form, ReadOnlyMemory<byte> body, ImageService service, StageClock clock)
    {
        PredictionBuffer buffer = service.Predictor.Rent();
        JsonBuffer answer = Answers.Get();
        try
        {
            if (await Decode(form, body, service, buffer, clock, context.RequestAborted) is { } refusal)
            {
                refusal.Write(answer.Writer);
                Send(context, refusal.Status, items: 0, answer, clock);
                return;
            }

            await Infer(service, buffer, clock, context.RequestAborted);
            Write(service.Predictor, buffer, answer);
            clock.Lap(Stage.Serialise);
            Send(context, StatusCodes.Status200OK, buffer.Rows.Count, answer, clock);
        }
        finally
        {
            Answers.Return(answer);
            service.Predictor.Return(buffer);
        }
    }

    private async ValueTask<ImageRefusal?> Decode(
        UploadForm form, ReadOnlyMemory<byte> body, ImageService service, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        if (!service.Turns.Wait(0, CancellationToken.None))
        {
            await service.Turns.WaitAsync(cancellation);
            clock.Lap(Stage.Queue);
        }

        try
        {
            ImageRefusal? refusal = Decode(form, body.Span, service, buffer);
            clock.Lap(Stage.Parse);
            return refusal;
        }
        finally
        {
            service.Turns.Release();
        }
    }

    private ImageRefusal? Decode(UploadForm form, ReadOnlySpan<byte> body, ImageService service, PredictionBuffer buffer)
    {
        List<UploadedFile> files = [];
        ImageRefusal? refusal = form.Find(body, settings.ImageMaximumFiles, files);
        for (int i = 0; i < files.Count && refusal is null; i++)
        {
            ImageOutcome outcome = service.Decoder.Decode(body.Slice(files[i].Start, files[i].Length), buffer.Rows.Add());
            refusal = ImageRefusal.Of(outcome, files[i], i, settings.ImageMaximumPixels);
        }

        return refusal;
    }

    private async ValueTask Infer(ImageService service, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        for (int i = 0; i < buffer.Rows.Count; i++)
        {
            service.Normaliser.Apply(buffer.Rows[i]);
        }

        clock.Lap(Stage.Normalise);
        await Parts.Inference.Run(service.Predictor, buffer, clock, cancellation);
    }
}

using System.Buffers;
using LoadLab.TargetApi.Images.Interop;

namespace LoadLab.TargetApi.Images;

/// <summary>
/// JPEG or PNG bytes → the pixels a model takes: turned upright, 8-bit grey or sRGB, transparent parts on black, stretched to the model's size with the triangle
/// kernel (bilinear with antialiasing). Of an animation the first frame. Embedded colour profiles are not applied, as in training code. Safe for many threads.
/// </summary>
/// <param name="input">What the model takes.</param>
/// <param name="maximumPixels">Width × height of a file at most.</param>
internal sealed unsafe class ImageDecoder(ImageInput input, long maximumPixels)
{
    /// <summary>Encoders write about ten.</summary>
    private const int MaximumScans = 100;

    private const int Upright = 1;

    private readonly string _space = input.Channels == 1 ? "b-w" : "srgb";
    private readonly VipsInterpretation _interpretation = input.Channels == 1 ? VipsInterpretation.BlackAndWhite : VipsInterpretation.Srgb;

    /// <param name="file">The whole file.</param>
    /// <param name="pixels">C planes of H × W pixels from 0 to 255; written only where the outcome is <see cref="ImageOutcome.Decoded"/>.</param>
    public ImageOutcome Decode(ReadOnlySpan<byte> file, Span<float> pixels)
    {
        ImageKind kind = KindOf(file);
        if (kind == ImageKind.Unknown)
        {
            return file.IsEmpty ? ImageOutcome.Empty : ImageOutcome.UnknownKind;
        }

        if (kind == ImageKind.Jpeg && JpegScans.Count(file) > MaximumScans)
        {
            return ImageOutcome.TooManyScans;
        }

        fixed (byte* data = file)
        {
            using VipsImage? whole = Load(kind, data, file.Length, "sequential", shrink: 1);
            if (whole is null)
            {
                return ImageOutcome.Damaged;
            }

            if ((long)whole.Width * whole.Height > maximumPixels)
            {
                return ImageOutcome.TooManyPixels;
            }

            return Decode(kind, data, file.Length, whole, pixels) ? ImageOutcome.Decoded : ImageOutcome.Damaged;
        }
    }

    private bool Decode(ImageKind kind, byte* data, int length, VipsImage whole, Span<float> pixels)
    {
        // Turning an image needs its pixels in another order than the file's. A JPEG that is far too large is decoded at a half, quarter or eighth.
        bool turn = whole.Orientation != Upright;
        int shrink = kind == ImageKind.Jpeg ? Shrink(whole, turn) : 1;
        using VipsImage? source = turn || shrink > 1 ? Load(kind, data, length, turn ? "random" : "sequential", shrink) : null;
        using VipsImage? upright = turn && source is not null ? Step("autorot", source) : null;
        if ((turn && upright is null) || (shrink > 1 && source is null))
        {
            return false;
        }

        return Finish(upright ?? source ?? whole, pixels);
    }

    private bool Finish(VipsImage image, Span<float> pixels)
    {
        using VipsImage? coloured = image.IsBytes && image.Interpretation == _interpretation ? null : Colour(image);
        VipsImage step = coloured ?? image;
        if (!step.IsBytes || step.Interpretation != _interpretation)
        {
            return false;
        }

        using VipsImage? flat = step.Bands > input.Channels ? Step("flatten", step) : null;
        step = flat ?? step;
        using VipsImage? sized = step.Width == input.Width && step.Height == input.Height ? null : Resize(step);
        step = sized ?? step;
        return step.Bands == input.Channels && step.Width == input.Width && step.Height == input.Height && TryCopy(step, pixels);
    }

    private static VipsImage? Load(ImageKind kind, byte* data, int length, string access, int shrink)
    {
        using var load = new VipsOperation(kind == ImageKind.Jpeg ? "jpegload_buffer" : "pngload_buffer");
        load.Set("buffer", data, length).Set("access", access).Set("fail-on", "error");
        if (kind == ImageKind.Jpeg && shrink > 1)
        {
            load.Set("shrink", shrink == 2 ? "2" : shrink == 4 ? "4" : "8");
        }

        return load.Run();
    }

    private VipsImage? Colour(VipsImage image)
    {
        using var operation = new VipsOperation("colourspace");
        return operation.Set("in", image).Set("space", _space).Run();
    }

    private VipsImage? Resize(VipsImage image)
    {
        using var operation = new VipsOperation("resize");
        return operation.Set("in", image)
            .Set("scale", (double)input.Width / image.Width)
            .Set("vscale", (double)input.Height / image.Height)
            .Set("kernel", "linear")
            .Run();
    }

    private static VipsImage? Step(string operation, VipsImage image)
    {
        using var step = new VipsOperation(operation);
        return step.Set("in", image).Run();
    }

    /// <summary>The largest step at which the decoder still leaves twice the model's size, so that the final resizing decides what is seen.</summary>
    private int Shrink(VipsImage whole, bool turn)
    {
        // Turned or not, the smaller ratio holds.
        int larger = turn ? Math.Max(input.Width, input.Height) : 0;
        int across = whole.Width / Math.Max(larger, input.Width), down = whole.Height / Math.Max(larger, input.Height);
        return Math.Min(across, down) switch
        {
            >= 16 => 8,
            >= 8 => 4,
            >= 4 => 2,
            _ => 1,
        };
    }

    /// <summary>From pixels with their channels side by side to one plane a channel.</summary>
    private bool TryCopy(VipsImage image, Span<float> pixels)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(input.Numbers);
        try
        {
            if (!image.TryCopyTo(bytes.AsSpan(0, input.Numbers)))
            {
                return false;
            }

            for (int channel = 0; channel < input.Channels; channel++)
            {
                Span<float> plane = pixels.Slice(channel * input.Plane, input.Plane);
                for (int i = 0, from = channel; i < plane.Length; i++, from += input.Channels)
                {
                    plane[i] = bytes[from];
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ImageKind KindOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xff, 0xd8, 0xff, ..] => ImageKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => ImageKind.Png,
        _ => ImageKind.Unknown,
    };
}

using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Images;

/// <summary>The images a model takes: C planes of H × W numbers, (pixel ÷ 255 − mean) ÷ standard deviation, pixels from 0 to 255.</summary>
/// <param name="Width">W.</param>
/// <param name="Height">H.</param>
/// <param name="Channels">C: 1 for grey, 3 for red, green and blue.</param>
/// <param name="Mean">One a channel.</param>
/// <param name="StandardDeviation">One a channel.</param>
/// <param name="Invert">True where the model wants the negative.</param>
internal sealed record ImageInput(int Width, int Height, int Channels, IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation, bool Invert)
{
    /// <summary>Pixels in a plane.</summary>
    public int Plane => Width * Height;

    /// <summary>Numbers in an image.</summary>
    public int Numbers => Plane * Channels;

    /// <summary>Puts together what the model's shape and its description say.</summary>
    /// <exception cref="ModelException">They contradict each other, or no upload can be turned into what the model takes.</exception>
    public static ImageInput Create(ModelSignature signature, ImageDescription description)
    {
        (int channels, int height, int width) = ((int)signature.RowShape[0], (int)signature.RowShape[1], (int)signature.RowShape[2]);
        if (channels is not (1 or 3))
        {
            throw new ModelException($"the model takes images of {channels} channels [N, C, H, W]; 1 (grey) or 3 (red, green, blue) is needed");
        }

        Check("width", description.Width, width);
        Check("height", description.Height, height);
        Check("channels", description.Channels, channels);
        IReadOnlyList<float> deviation = PerChannel("standard_deviation", description.StandardDeviation ?? [1], channels);
        return deviation.All(d => d > 0)
            ? new ImageInput(width, height, channels, PerChannel("mean", description.Mean ?? [0], channels), deviation, description.Invert)
            : throw new ModelException("image.standard_deviation in model.json must be above 0");
    }

    private static void Check(string name, int? described, int actual)
    {
        if (described is { } size && size != actual)
        {
            throw new ModelException($"image.{name} in model.json is {size}, the model takes {actual}");
        }
    }

    private static IReadOnlyList<float> PerChannel(string name, IReadOnlyList<float> values, int channels)
    {
        if (values.Count != 1 && values.Count != channels)
        {
            throw new ModelException($"image.{name} in model.json has {values.Count} numbers; one, or one for each of {channels} channels, is needed");
        }

        return values.Count == channels ? values : [.. Enumerable.Repeat(values[0], channels)];
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Images;

/// <summary>Pixels → numbers as the model's training saw them, in the same order of the same float32 operations, so that the bits agree.</summary>
internal sealed class ImageNormaliser(ImageInput input)
{
    /// <param name="image">C planes of pixels from 0 to 255, replaced by the model's numbers.</param>
    public void Apply(Span<float> image)
    {
        for (int channel = 0; channel < input.Channels; channel++)
        {
            Apply(image.Slice(channel * input.Plane, input.Plane), input.Mean[channel], input.StandardDeviation[channel]);
        }
    }

    private void Apply(Span<float> plane, float mean, float deviation)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(plane);
        var full = new Vector<float>(255);
        for (int i = 0; i < wide.Length; i++)
        {
            Vector<float> pixel = input.Invert ? full - wide[i] : wide[i];
            wide[i] = ((pixel / full) - new Vector<float>(mean)) / new Vector<float>(deviation);
        }

        for (int i = wide.Length * Vector<float>.Count; i < plane.Length; i++)
        {
            float pixel = input.Invert ? 255 - plane[i] : plane[i];
            plane[i] = ((pixel / 255) - mean) / deviation;
        }
    }
}

using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Images.Interop;

namespace LoadLab.TargetApi.Tests.Images;

public sealed class ImageDecoderTests
{
    private const int Size = 64;
    private const int Pixels = 2_000_000;

    // Bytes from 0 to 255: what JPEG's rounding and the conversion of colours may change.
    private const float Tolerance = 8;

    public ImageDecoderTests() => Assert.Null(VipsLibrary.TryStart());

    [Fact]
    public void Decode_Png_GivesItsVeryPixelsByPlane()
    {
        float[] pixels = Decode("scene.png");
        Assert.Equal((255f, 255f, 255f), At(pixels, 2, 2));
        Assert.Equal((160f, 32f, 32f), At(pixels, 2, 60));
        Assert.Equal((160f, 192f, 255f), At(pixels, 60, 2));
    }

    [Theory]
    [InlineData("scene.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("palette.png")]
    [InlineData("animated.png")]
    [InlineData("orientation3.jpg")]
    [InlineData("orientation6.jpg")]
    [InlineData("orientation8.jpg")]
    [InlineData("orientation6.png")]
    public void Decode_TheSamePictureStoredOtherwise_GivesTheSamePixels(string name)
    {
        float[] expected = Decode("scene.png"), actual = Decode(name);
        foreach ((int x, int y) in new[] { (2, 2), (2, 60), (60, 2), (60, 60), (24, 8), (8, 24) })
        {
            AssertNear(At(expected, x, y), At(actual, x, y), Tolerance);
        }
    }

    [Theory]
    [InlineData("grey.png", "grey.jpg")]
    [InlineData("grey.png", "grey16.png")]
    public void Decode_Grey_IsTheSameFromEveryFormat(string one, string other)
    {
        float[] expected = Decode(one, channels: 1), actual = Decode(other, channels: 1);
        foreach ((int x, int y) in new[] { (2, 2), (2, 60), (60, 60) })
        {
            Assert.Equal(expected[(y * Size) + x], actual[(y * Size) + x], Tolerance);
        }
    }

    [Fact]
    public void Decode_GreyForAColourModel_HasThreeEqualPlanes()
    {
        (float red, float green, float blue) = At(Decode("grey.png"), 60, 60);
        Assert.Equal(red, green);
        Assert.Equal(red, blue);
    }

    [Fact]
    public void Decode_ColourForAGreyModel_KeepsLightAndDarkApart()
    {
        float[] pixels = Decode("scene.png", channels: 1);
        Assert.Equal(255, pixels[(2 * Size) + 2]);
        Assert.InRange(pixels[(60 * Size) + 60], 150, 220);
        Assert.InRange(pixels[(60 * Size) + 2], 50, 110);
    }

    [Fact]
    public void Decode_Cmyk_IsNoNegative()
    {
        // Inks are not screen colours, so only roughly the same.
        float[] pixels = Decode("cmyk.jpg");
        AssertNear((255, 255, 255), At(pixels, 2, 2), 20);
        (float red, float green, float blue) = At(pixels, 2, 60);
        Assert.True(red > green + 50 && red > blue + 50, $"{red} {green} {blue} is no red");
    }

    [Fact]
    public void Decode_Transparent_IsPutOnBlack()
    {
        float[] pixels = Decode("alpha.png");
        Assert.Equal((0f, 0f, 0f), At(pixels, 2, 60));
        Assert.Equal((160f, 192f, 255f), At(pixels, 60, 60));
    }

    [Fact]
    public void Decode_OneBit_IsBlackAndWhite() => Assert.All(Decode("one-bit.png", channels: 1), p => Assert.True(p is 0 or 255, $"{p}"));

    [Fact]
    public void Decode_LargeJpegAndPng_AgreeAfterResizing()
    {
        float[] jpeg = Decode("large.jpg"), png = Decode("large.png"), scene = Decode("scene.png");
        Assert.InRange(jpeg.Zip(png, (a, b) => Math.Abs(a - b)).Average(), 0, 3);
        Assert.InRange(png.Zip(scene, (a, b) => Math.Abs(a - b)).Average(), 0, 3);
    }

    [Fact]
    public void Decode_ToHalfTheSize_KeepsAreasAndBlendsTheirEdge()
    {
        const int Half = Size / 2;
        float[] pixels = Decode("scene.png", width: Half, height: Half);
        int green = Half * Half, row = 30 * Half;
        Assert.Equal(32, pixels[green + row + 2]);
        Assert.Equal(192, pixels[green + row + 29]);
        Assert.InRange(pixels[green + row + (Half / 2) - 1], 33, 191);
    }

    [Theory]
    [InlineData("truncated.jpg", ImageOutcome.Damaged)]
    [InlineData("truncated.png", ImageOutcome.Damaged)]
    [InlineData("hollow.png", ImageOutcome.Damaged)]
    [InlineData("bomb.png", ImageOutcome.TooManyPixels)]
    [InlineData("many-scans.jpg", ImageOutcome.TooManyScans)]
    [InlineData("scene.gif", ImageOutcome.UnknownKind)]
    [InlineData("scene.webp", ImageOutcome.UnknownKind)]
    public void Decode_Hostile_IsRefused(string name, object outcome) => Assert.Equal(outcome, Decoder(3, Size, Size).Decode(ImageFiles.Read(name), new float[3 * Size * Size]));

    [Fact]
    public void Decode_Nothing_IsEmpty() => Assert.Equal(ImageOutcome.Empty, Decoder(3, Size, Size).Decode([], new float[3 * Size * Size]));

    [Theory]
    [InlineData("scene.jpg")]
    [InlineData("scene.png")]
    [InlineData("progressive.jpg")]
    public void Decode_EveryTruncation_IsRefusedOrNearlyWhole(string name)
    {
        byte[] file = ImageFiles.Read(name);
        ImageDecoder decoder = Decoder(3, Size, Size);
        float[] pixels = new float[3 * Size * Size];
        for (int length = 0; length < file.Length; length++)
        {
            // What ends the file holds no pixels: a JPEG's end marker and a PNG's checksum and end chunk may be missing.
            ImageOutcome outcome = decoder.Decode(file.AsSpan(0, length), pixels);
            Assert.True(outcome != ImageOutcome.Decoded || length >= file.Length - 24, $"{length} of {file.Length} bytes were taken for an image");
        }
    }

    [Fact]
    public async Task Decode_FromManyThreads_NeverMixesPixels()
    {
        byte[][] files = [ImageFiles.Read("scene.png"), ImageFiles.Read("grey.png"), ImageFiles.Read("truncated.jpg"), ImageFiles.Read("large.jpg")];
        ImageDecoder decoder = Decoder(3, Size, Size);
        float[][] expected = [.. files.Select(f => Run(decoder, f))];
        await Parallel.ForAsync(0, 600, (i, _) =>
        {
            Assert.Equal(expected[i % files.Length], Run(decoder, files[i % files.Length]));
            return ValueTask.CompletedTask;
        });
    }

    private static float[] Run(ImageDecoder decoder, byte[] file)
    {
        float[] pixels = new float[3 * Size * Size];
        _ = decoder.Decode(file, pixels);
        return pixels;
    }

    private static float[] Decode(string name, int channels = 3, int width = Size, int height = Size)
    {
        float[] pixels = new float[channels * width * height];
        Assert.Equal(ImageOutcome.Decoded, Decoder(channels, width, height).Decode(ImageFiles.Read(name), pixels));
        return pixels;
    }

    private static ImageDecoder Decoder(int channels, int width, int height) =>
        new(new ImageInput(width, height, channels, new float[channels], [.. Enumerable.Repeat(1f, channels)], Invert: false), Pixels);

    private static (float Red, float Green, float Blue) At(float[] pixels, int x, int y)
    {
        int at = (y * Size) + x, plane = Size * Size;
        return (pixels[at], pixels[at + plane], pixels[at + (2 * plane)]);
    }

    private static void AssertNear((float Red, float Green, float Blue) expected, (float Red, float Green, float Blue) actual, float tolerance)
    {
        Assert.Equal(expected.Red, actual.Red, tolerance);
        Assert.Equal(expected.Green, actual.Green, tolerance);
        Assert.Equal(expected.Blue, actual.Blue, tolerance);
    }
}

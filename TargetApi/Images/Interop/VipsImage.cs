using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Images.Interop;

/// <summary>One image of libvips: a recipe whose pixels are made when they are asked for. One thread at a time.</summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    private const int ByteFormat = 0;

    internal VipsImage(nint native)
        : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    public int Width => Vips.vips_image_get_width(Native);

    public int Height => Vips.vips_image_get_height(Native);

    public int Bands => Vips.vips_image_get_bands(Native);

    public bool IsBytes => Vips.vips_image_get_format(Native) == ByteFormat;

    public VipsInterpretation Interpretation => (VipsInterpretation)Vips.vips_image_get_interpretation(Native);

    /// <summary>EXIF's: 1 is upright.</summary>
    public int Orientation => Vips.vips_image_get_orientation(Native);

    internal nint Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    /// <summary>Makes the pixels, bands side by side, row after row.</summary>
    /// <returns>False where the file turns out to be damaged.</returns>
    public bool TryCopyTo(Span<byte> pixels)
    {
        nuint size;
        nint memory = Vips.vips_image_write_to_memory(Native, &size);
        if (memory == 0)
        {
            Vips.vips_error_clear();
            return false;
        }

        try
        {
            new ReadOnlySpan<byte>((void*)memory, checked((int)size)).CopyTo(pixels);
            return true;
        }
        finally
        {
            Vips.g_free(memory);
        }
    }

    protected override bool ReleaseHandle()
    {
        Vips.g_object_unref(handle);
        return true;
    }
}

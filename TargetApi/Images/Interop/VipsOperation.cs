namespace LoadLab.TargetApi.Images.Interop;

/// <summary>One operation of libvips: arguments in, an image out. Run once, then dispose.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private nint _native;

    /// <exception cref="InvalidOperationException">This build of libvips has no such operation.</exception>
    public VipsOperation(string name)
    {
        _native = Vips.vips_operation_new(name);
        if (_native == 0)
        {
            Vips.vips_error_clear();
            throw new InvalidOperationException($"{Vips.Library} has no operation {name}");
        }
    }

    public VipsOperation Set(string name, VipsImage image)
    {
        GValue value = default;
        Vips.g_value_init(ref value, Vips.vips_image_get_type());
        Vips.g_value_set_object(ref value, image.Native);
        return SetAndUnset(name, ref value);
    }

    /// <summary>Bytes that stay where they are until every image made from them is disposed; nothing is copied.</summary>
    public VipsOperation Set(string name, byte* data, int length)
    {
        nint blob = Vips.vips_blob_new(0, data, (nuint)length);
        GValue value = default;
        Vips.g_value_init(ref value, Vips.vips_blob_get_type());
        Vips.g_value_set_boxed(ref value, blob);
        Vips.vips_area_unref(blob);
        return SetAndUnset(name, ref value);
    }

    public VipsOperation Set(string name, double number)
    {
        GValue value = default;
        Vips.g_value_init(ref value, GValue.Double);
        Vips.g_value_set_double(ref value, number);
        return SetAndUnset(name, ref value);
    }

    /// <summary>A whole number, or an enum's value by its nickname.</summary>
    /// <exception cref="InvalidOperationException">The operation has no such argument, or it takes no such value.</exception>
    public VipsOperation Set(string name, string value)
    {
        if (Vips.vips_object_set_argument_from_string(_native, name, value) != 0)
        {
            Vips.vips_error_clear();
            throw new InvalidOperationException($"{Vips.Library} does not take {name}={value}");
        }

        return this;
    }

    /// <summary>The result; null where libvips refuses, mostly because of what the file holds.</summary>
    public VipsImage? Run()
    {
        nint built = Vips.vips_cache_operation_build(_native);
        if (built == 0)
        {
            Vips.vips_object_unref_outputs(_native);
            Vips.vips_error_clear();
            return null;
        }

        GValue value = default;
        Vips.g_value_init(ref value, Vips.vips_image_get_type());
        Vips.g_object_get_property(built, "out", ref value);
        nint image = Vips.g_value_dup_object(value);
        Vips.g_value_unset(ref value);
        Vips.vips_object_unref_outputs(built);
        Vips.g_object_unref(built);
        return image == 0 ? null : new VipsImage(image);
    }

    public void Dispose()
    {
        if (_native != 0)
        {
            Vips.g_object_unref(_native);
            _native = 0;
        }
    }

    private VipsOperation SetAndUnset(string name, ref GValue value)
    {
        Vips.g_object_set_property(_native, name, value);
        Vips.g_value_unset(ref value);
        return this;
    }
}

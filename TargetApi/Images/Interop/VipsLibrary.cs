namespace LoadLab.TargetApi.Images.Interop;

/// <summary>Starts libvips, once per process; it is never unloaded.</summary>
internal static class VipsLibrary
{
    /// <summary>Null where libvips can be used; otherwise what is wrong and how to mend it.</summary>
    public static string? TryStart()
    {
        try
        {
            // Damaged uploads are answered, not printed: a hostile client must not be able to fill the log.
            Vips.g_setenv("VIPS_WARNING", "0", 1);
            if (Vips.vips_init("target-api") != 0)
            {
                Vips.vips_error_clear();
                return $"{Vips.Library} does not start";
            }

            // One thread per image: requests share the processors among themselves. Nothing is kept either: the next upload is another one.
            Vips.vips_concurrency_set(1);
            Vips.vips_cache_set_max(0);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"the image library {Vips.Library} cannot be loaded: build the program again so that the bundled one is copied beside it ({e.Message.Split('\n')[0].Trim()})";
        }
    }
}

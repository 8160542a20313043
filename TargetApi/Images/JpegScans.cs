namespace LoadLab.TargetApi.Images;

/// <summary>Counts the scans of a JPEG without decoding it. A few bytes of a scan make a decoder visit every pixel again, so scans are work, not size.</summary>
internal static class JpegScans
{
    private const byte Prefix = 0xff;
    private const byte StartOfScan = 0xda;

    /// <summary>The number of start-of-scan markers; never less than a decoder would find.</summary>
    public static int Count(ReadOnlySpan<byte> file)
    {
        int scans = 0;
        int at;
        while ((at = file.IndexOf(Prefix)) >= 0 && at + 1 < file.Length)
        {
            // Within a scan, 0xff is always followed by 0x00 or a restart marker. Within other segments a chance pair counts too.
            scans += file[at + 1] == StartOfScan ? 1 : 0;
            file = file[(at + 1)..];
        }

        return scans;
    }
}

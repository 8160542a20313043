using System.Formats.Tar;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>A file with images in it, as <c>docker save</c> writes it.</summary>
/// <param name="path">Absolute.</param>
internal sealed class ImageArchive(string path)
{
    /// <summary>Lists the images; only archives of images have it.</summary>
    private const string Manifest = "manifest.json";

    // Of gzip, bzip2, xz and Zstandard, all of which a daemon unpacks.
    private static readonly byte[][] CompressedBeginnings = [[0x1f, 0x8b], "BZh"u8.ToArray(), [0xfd, 0x37, 0x7a, 0x58, 0x5a], [0x28, 0xb5, 0x2f, 0xfd]];

    /// <summary>What can be known before a long transfer.</summary>
    /// <exception cref="UserErrorException">The file cannot be written, or is there and may not be replaced.</exception>
    public void RequireWritable(bool replace)
    {
        if (Directory.Exists(path))
        {
            throw Unwritable("it is a folder; name a file in it");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw Unwritable($"there is no folder {Path.GetDirectoryName(path)}");
        }

        if (File.Exists(path) && !replace)
        {
            throw Unwritable("it is there already; --force replaces it");
        }
    }

    /// <summary>Writes the whole file or, whatever happens, nothing of it.</summary>
    /// <param name="images">The archive; read to its end.</param>
    /// <param name="replace">An existing file may be replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="UserErrorException">It cannot be written, such as to a full disk.</exception>
    public async Task<long> WriteAsync(Stream images, bool replace, CancellationToken cancellationToken)
    {
        // Another process may be writing the same file.
        var temporary = $"{path}.{Environment.ProcessId}{AtomicFile.TemporarySuffix}";
        try
        {
            var length = await CopyAsync(images, temporary, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, replace);
            return length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e is HttpIOException ? "the daemon broke off" : e.Message.TrimEnd('.'));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens the file to be loaded.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or holds no images.</exception>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var file = OpenFile();
        try
        {
            await RequireImagesAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<long> CopyAsync(Stream images, string temporary, CancellationToken cancellationToken)
    {
        var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            await images.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            await RequireAllAsync(file, cancellationToken).ConfigureAwait(false);
            // Without this the rename may reach the disk before the contents.
            file.Flush(flushToDisk: true);
            return file.Length;
        }
    }

    // A daemon that fails in the midst of it has no other way left to say so.
    private static async Task RequireAllAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        if (!HasEnd(file) || !await HasManifestAsync(file, cancellationToken).ConfigureAwait(false))
        {
            throw new IOException("the daemon did not send all of it; its log says why");
        }
    }

    private FileStream OpenFile()
    {
        if (!File.Exists(path))
        {
            throw Unreadable(Directory.Exists(path) ? "it is a folder" : "it is not there");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) is { CanSeek: true } file ? file : throw new IOException("it is no file but a pipe or a device");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e.Message.TrimEnd('.'));
        }
    }

    // A daemon that finds out itself closes the connection while the file is being sent, and its words are lost.
    private async Task RequireImagesAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (IsCompressed(file))
        {
            return;
        }

        if (!HasEnd(file))
        {
            throw Unreadable("it is no archive of images, or not all of one");
        }

        if (!await HasManifestAsync(file, cancellationToken).ConfigureAwait(false))
        {
            throw Unreadable($"it holds no images: there is no {Manifest} in it, as harness image save and docker save write it");
        }
    }

    private static bool IsCompressed(FileStream file)
    {
        var beginning = new byte[CompressedBeginnings.Max(bytes => bytes.Length)];
        var length = file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return CompressedBeginnings.Any(bytes => beginning.AsSpan(0, length).StartsWith(bytes));
    }

    /// <summary>Two blocks of nothing, by which the tar format ends. What pads a file to a whole block is shorter.</summary>
    private static bool HasEnd(FileStream file)
    {
        const int Length = 2 * 512;
        if (file.Length < Length)
        {
            return false;
        }

        var end = new byte[Length];
        file.Position = file.Length - Length;
        file.ReadExactly(end);
        file.Position = 0;
        return !end.AsSpan().ContainsAnyExcept((byte)0);
    }

    private static async Task<bool> HasManifestAsync(FileStream file, CancellationToken cancellationToken)
    {
        var reader = new TarReader(file, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            try
            {
                TarEntry? entry;
                do
                {
                    entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
                }
                while (entry is not null && entry.Name != Manifest);
                return entry is not null;
            }
            catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
            {
                return false;
            }
        }
    }

    private UserErrorException Unwritable(string why) => new(ExitCode.ReportFolder, $"{path} cannot be written: {why}.");

    private UserErrorException Unreadable(string why) => new(ExitCode.ReportFolder, $"{path} cannot be loaded: {why}.");
}

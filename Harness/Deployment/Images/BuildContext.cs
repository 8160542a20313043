using System.Formats.Tar;

namespace LoadLab.Harness.Deployment.Images;

/// <summary>The files that an image is built from. The same files give the same archive, and so the same layers, whenever and by whomever they were built.</summary>
internal sealed class BuildContext
{
    /// <summary>Name of the Dockerfile in the archive.</summary>
    public const string Dockerfile = "Dockerfile";

    private const UnixFileMode ReadableToAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode RunnableByAll = ReadableToAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Path in the archive → file on disk; null for a folder.
    private readonly SortedDictionary<string, string?> _entries = new(StringComparer.Ordinal);

    private BuildContext() { }

    /// <summary>Bytes of all files together.</summary>
    public long Bytes { get; private set; }

    /// <summary>What the image's Dockerfile asks for, from the builds in a source tree.</summary>
    /// <exception cref="UserErrorException">The program is not built.</exception>
    public static BuildContext Of(OwnImage image, SourceTree tree)
    {
        var output = tree.OutputOf(image.Project);
        if (!File.Exists(Path.Combine(output, image.Program)))
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite,
                $"{image.ShortName} is not built ({Path.Combine(output, image.Program)} is not there): {(tree.Configuration == "Release" ? "./harness --version" : "dotnet build LoadLab.sln")} builds it.");
        }

        var context = new BuildContext();
        context.AddFile(Dockerfile, Path.Combine(tree.Root, image.Dockerfile));
        context.AddFolder($"publish/{image.ShortName}", output);
        foreach (var folder in image.Folders)
        {
            context.AddFolder(folder, Path.Combine(tree.Root, folder));
        }

        return context;
    }

    /// <summary>Writes the tar archive.</summary>
    /// <exception cref="UserErrorException">A file cannot be read.</exception>
    public async Task WriteAsync(Stream archive, CancellationToken cancellationToken)
    {
        // Ustar has no field for anything that differs from one moment or process to the next.
        var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var (name, file) in _entries)
            {
                await (file is null ? WriteFolderAsync(writer, name, cancellationToken) : WriteFileAsync(writer, name, file, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private void AddFolder(string name, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !IsForDevelopersOnly(file)))
        {
            AddFile($"{name}/{Path.GetRelativePath(folder, file)}", file);
        }
    }

    private void AddFile(string name, string file)
    {
        _entries.Add(name, file);
        Bytes += new FileInfo(file).Length;
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            _entries[$"{name[..slash]}/"] = null;
        }
    }

    // Symbols and documentation.
    private static bool IsForDevelopersOnly(string file) => Path.GetExtension(file) is ".pdb" or ".xml";

    private static Task WriteFolderAsync(TarWriter writer, string name, CancellationToken cancellationToken) =>
        writer.WriteEntryAsync(Entry(TarEntryType.Directory, name, RunnableByAll), cancellationToken);

    private static async Task WriteFileAsync(TarWriter writer, string name, string file, CancellationToken cancellationToken)
    {
        var content = Open(file);
        await using (content.ConfigureAwait(false))
        {
            var entry = Entry(TarEntryType.RegularFile, name, IsProgram(content) ? RunnableByAll : ReadableToAll);
            entry.DataStream = content;
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsProgram(FileStream file) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle).HasFlag(UnixFileMode.UserExecute);

    private static UstarTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) => new(type, name) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch, Uid = 0, Gid = 0 };

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite, $"{file} cannot be read: {e.Message}");
        }
    }
}

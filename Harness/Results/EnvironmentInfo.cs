using System.Runtime.InteropServices;

namespace LoadLab.Harness.Results;

/// <summary>Where and with what a sweep was measured; written to <c>environment.json</c> at its start.</summary>
public sealed record EnvironmentInfo
{
    public required string LoadLabVersion { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Kernel { get; init; }

    public required string CpuModel { get; init; }

    public required int Processors { get; init; }

    public required long MemoryBytes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Describes this machine and this build.</summary>
    public static EnvironmentInfo Collect(TimeProvider time) => new()
    {
        LoadLabVersion = ProductVersion.Text,
        Runtime = RuntimeInformation.FrameworkDescription,
        OperatingSystem = ReadOsRelease() ?? RuntimeInformation.OSDescription,
        Kernel = ReadKernel(),
        CpuModel = ReadLineValue("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Processors = Environment.ProcessorCount,
        MemoryBytes = ReadMemoryBytes(),
        StartedAt = time.GetUtcNow(),
    };

    private static string? ReadOsRelease() => ReadLineValue("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"');

    private static string ReadKernel() =>
        File.Exists("/proc/sys/kernel/osrelease")
            ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim()
            : Environment.OSVersion.VersionString;

    private static long ReadMemoryBytes()
    {
        var kilobytes = ReadLineValue("/proc/meminfo", "MemTotal", ':')?.Split(' ')[0];
        return long.TryParse(kilobytes, out var value) ? value * 1024 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    private static string? ReadLineValue(string path, string key, char separator) =>
        !File.Exists(path)
            ? null
            : File.ReadLines(path)
                .Select(line => line.Split(separator, 2))
                .Where(parts => parts.Length == 2 && parts[0].Trim() == key)
                .Select(parts => parts[1].Trim())
                .FirstOrDefault();
}

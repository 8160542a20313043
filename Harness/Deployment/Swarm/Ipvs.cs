namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Tells whether this machine's kernel has IPVS, which virtual addresses and the routing mesh of a swarm are made of.</summary>
/// <remarks>The API does not tell, and a service without it looks well but answers nobody. The other nodes are taken to be like this one.</remarks>
internal static class Ipvs
{
    private const string Module = "ip_vs.ko";

    /// <param name="root">Where the file system begins; <c>/</c> but for tests.</param>
    /// <param name="kernel">Release of the running kernel.</param>
    public static bool IsSupported(string root, string kernel)
    {
        // In use already, or there to be loaded: as a module, or as part of the kernel.
        var modules = Path.Combine(root, "lib/modules", kernel);
        return File.Exists(Path.Combine(root, "proc/net/ip_vs")) || Lists(Path.Combine(modules, "modules.dep")) || Lists(Path.Combine(modules, "modules.builtin"));
    }

    /// <summary>Of this machine.</summary>
    public static bool IsSupported()
    {
        const string Release = "/proc/sys/kernel/osrelease";
        return File.Exists(Release) && IsSupported("/", File.ReadAllText(Release).Trim());
    }

    private static bool Lists(string file) => File.Exists(file) && File.ReadLines(file).Any(line => line.Contains($"/{Module}", StringComparison.Ordinal));
}

using System.Globalization;
using System.Runtime.InteropServices;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>What LoadLab's programs run on.</summary>
internal static class RuntimeChecks
{
    /// <summary>The oldest Node that the chart renderer's packages support.</summary>
    private const int OldestNode = 20;

    public static CheckResult DotNet() =>
        CheckResult.Ok(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");

    /// <summary>The still figures of reports are drawn by Node; their pages need none.</summary>
    public static async Task<CheckResult> NodeAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        const string Mend = "install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)";
        if (context.FindProgram("node") is not { } node || await ProgramVersion.AskAsync(node, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            return CheckResult.Warn("Node.js", "not found; it draws the still figures (PNG, SVG) of reports, and is needed to build", Mend);
        }

        var known = int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major);
        return known && major < OldestNode
            ? CheckResult.Warn("Node.js", $"{version} is too old to draw the still figures (PNG, SVG) of reports", Mend)
            : CheckResult.Ok("Node.js", version);
    }

    /// <summary>npm is needed to build only, so that a machine without it can still run what was built.</summary>
    public static async Task<CheckResult> NpmAsync(DoctorContext context, CancellationToken cancellationToken) =>
        context.FindProgram("npm") is { } npm && await ProgramVersion.AskAsync(npm, cancellationToken).ConfigureAwait(false) is { } version
            ? CheckResult.Ok("npm", version)
            : CheckResult.Warn("npm", "not found; it fetches assets when LoadLab is built", "install npm (Debian: apt-get install npm)");

    public static CheckResult Assets(DoctorContext context)
    {
        if (context.SourceTree is not { } tree)
        {
            return CheckResult.Warn("assets", "not looked for: the harness does not run from its source tree", "run it by the launcher ./harness of a clone");
        }

        return File.Exists(Path.Combine(tree, "assets", "node_modules", ".loadlab-installed"))
            ? CheckResult.Ok("assets", "npm packages are installed")
            : CheckResult.Missing("assets", "the npm packages are not installed", "run: sh assets/install.sh");
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace LoadLab.Harness.UserCode;

/// <summary>Builds a user's project with the SDK's own <c>dotnet build</c>, which compiles again only what has changed.</summary>
/// <param name="project">Absolute path of the project file.</param>
internal sealed class ProjectBuild(string project)
{
    /// <summary>Name of the MSBuild property that holds the folder of LoadLab's assemblies, for a project's references.</summary>
    public const string EngineFolderProperty = "LoadLabPath";

    private const string Configuration = "Release";

    /// <summary>Set by an SDK for the programs it starts; another SDK's build would take its own parts from there.</summary>
    private static readonly string[] InheritedVariables = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <returns>Absolute path of the assembly.</returns>
    /// <exception cref="UserErrorException">It does not build, or there is no SDK.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var answer = Path.GetTempFileName();
        try
        {
            var (exitCode, output) = await BuildAsync(answer, cancellationToken).ConfigureAwait(false);
            return exitCode == 0
                ? AssemblyOf(await File.ReadAllTextAsync(answer, cancellationToken).ConfigureAwait(false))
                : throw new UserErrorException(ExitCode.InvalidProfile, $"{project} does not build:{Environment.NewLine}{ErrorsIn(output)}");
        }
        finally
        {
            File.Delete(answer);
        }
    }

    private async Task<(int ExitCode, string Output)> BuildAsync(string answer, CancellationToken cancellationToken)
    {
        using var process = Start(answer);
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, output + await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string answer)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments(answer))
        {
            info.ArgumentList.Add(argument);
        }

        Array.ForEach(InheritedVariables, name => info.Environment.Remove(name));
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite,
                $"Building {project} needs the .NET 10 SDK, and there is no program 'dotnet' on the PATH: install it, or name an assembly (.dll) that is built already.");
        }
    }

    private IEnumerable<string> Arguments(string answer) =>
    [
        "build", project, "--configuration", Configuration, "-nologo", "-verbosity:quiet", "-consoleLoggerParameters:NoSummary",
        // No build server may stay behind: it would take processor time from what is measured next.
        "-nodeReuse:false", "-property:UseSharedCompilation=false",
        $"-property:{EngineFolderProperty}={AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)}",
        "-target:Build", "-getProperty:TargetPath", $"-getResultOutputFile:{answer}",
    ];

    private string AssemblyOf(string answer) => answer.Trim() is { Length: > 0 } path && File.Exists(path)
        ? path
        : throw new UserErrorException(ExitCode.InvalidProfile, $"{project} builds no single assembly: give it one TargetFramework, such as net10.0.");

    /// <summary>The compiler's lines as they are, each once; everything where none says 'error'.</summary>
    private static string ErrorsIn(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var errors = lines.Where(line => line.Contains("error ", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal)).Distinct().ToList();
        return string.Join(Environment.NewLine, errors.Count > 0 ? errors : lines);
    }
}

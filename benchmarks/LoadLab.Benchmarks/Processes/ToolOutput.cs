using System.ComponentModel;
using System.Diagnostics;

namespace LoadLab.Benchmarks.Processes;

/// <summary>Asks a program for a short text, such as its version.</summary>
internal static class ToolOutput
{
    /// <summary>Its standard output, else its standard error; null where it is not installed or prints nothing.</summary>
    public static async Task<string?> TryReadAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return output.Length > 0 ? output : await error.ConfigureAwait(false) is { Length: > 0 } text ? text : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

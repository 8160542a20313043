namespace LoadLab.Harness.Cli;

/// <summary>An exception that nobody thought of: one line on the screen, the rest in a file to report.</summary>
internal static class Unforeseen
{
    private const string DebugVariable = "LOADLAB_DEBUG";

    public static void Print(Exception error, GlobalState state)
    {
        if (state.Environment.GetValueOrDefault(DebugVariable) == "1")
        {
            state.Error.WriteLine(error);
            return;
        }

        var line = error.Message.ReplaceLineEndings(" ");
        state.Error.WriteLine($"harness: something unforeseen happened inside LoadLab: {line} {Store(error, state)}");
    }

    private static string Store(Exception error, GlobalState state)
    {
        var path = Path.Combine(Path.GetTempPath(), $"loadlab-error-{state.Time.GetUtcNow():yyyyMMdd-HHmmss}-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(path, $"LoadLab {ProductVersion.Text}{Environment.NewLine}{error}{Environment.NewLine}");
            return $"Please report it with the details in {path}.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"Please report it; {DebugVariable}=1 shows the details.";
        }
    }
}

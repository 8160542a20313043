using System.CommandLine;
using System.CommandLine.Invocation;
using LoadLab.Engine;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Cli;

/// <summary>The program: finds the verb, runs it, and turns whatever comes of it into an exit code and, on failure, one message.</summary>
public static class HarnessApp
{
    /// <summary>Runs the program once.</summary>
    /// <returns>The number of an <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args, GlobalState state, CancellationToken cancellationToken = default) =>
        RunAsync(RootVerb.Create(state), args, state, cancellationToken);

    internal static async Task<int> RunAsync(RootCommand root, string[] args, GlobalState state, CancellationToken cancellationToken)
    {
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return (int)UsageErrors.Print(parsed, state);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = state.Out,
                Error = state.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are ours: see TerminationSignals.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await state.Error.WriteLineAsync("harness: interrupted").ConfigureAwait(false);
            return (int)ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            return (int)Fail(error, state);
        }
    }

    private static ExitCode Fail(Exception error, GlobalState state)
    {
        switch (error)
        {
            case ProfileException profile:
                PrintMistakes(profile, state);
                return ExitCode.InvalidProfile;
            case UserErrorException user:
                state.Error.WriteLine($"harness: {user.Message}");
                return user.ExitCode;
            case LoadSetupException setup:
                state.Error.WriteLine($"harness: {setup.Message}");
                return ExitCode.TargetUnavailable;
            default:
                Unforeseen.Print(error, state);
                return ExitCode.InternalError;
        }
    }

    private static void PrintMistakes(ProfileException profile, GlobalState state)
    {
        foreach (var mistake in profile.Errors)
        {
            state.Error.WriteLine(mistake);
        }

        var count = profile.Errors.Count;
        state.Error.WriteLine($"harness: {count} mistake{(count == 1 ? "" : "s")}; nothing was run.");
    }
}

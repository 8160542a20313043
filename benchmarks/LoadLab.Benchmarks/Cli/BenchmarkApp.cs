using System.CommandLine;
using System.CommandLine.Invocation;
using LoadLab.Benchmarks.Agents;
using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.SelfCheck;
using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.Users;

namespace LoadLab.Benchmarks.Cli;

/// <summary>The program: finds the verb, runs it, and turns whatever comes of it into an exit code and, on failure, one message.</summary>
internal static class BenchmarkApp
{
    private const string Description =
        "Measures the load engine beside public tools, on this machine. Servers run on processor 0, clients on processor 1.";

    public static async Task<int> RunAsync(string[] args)
    {
        using var signals = new InterruptSignals();
        try
        {
            return await InvokeAsync(args, signals.Token).ConfigureAwait(false);
        }
        catch (BenchmarkException e)
        {
            return (int)await FailAsync(e.Message, e.ExitCode).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return (int)await FailAsync("interrupted", ExitCode.Interrupted).ConfigureAwait(false);
        }
    }

    private static async Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken)
    {
        var parsed = CreateRoot().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
        {
            var mistakes = string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message));
            return (int)await FailAsync($"{mistakes} Try 'benchmarks/run --help'.", ExitCode.Usage).ConfigureAwait(false);
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    private static RootCommand CreateRoot()
    {
        var bench = new Workbench { Out = Console.Out, Progress = Console.Error, Repository = Repository.Find(), Time = TimeProvider.System };
        var root = new RootCommand(Description);
        foreach (var experiment in ExperimentCatalog.All)
        {
            root.Add(experiment.CreateCommand(bench));
        }

        root.Add(ServeMinimalVerb.Create());
        root.Add(ServeStepwiseVerb.Create());
        root.Add(HttpClientVerb.Create());
        root.Add(UsersLoadVerb.Create());
        root.Add(KeepBusyVerb.Create());
        root.Add(CoordinateVerb.Create());
        root.Add(AgentCrowdVerb.Create());
        return root;
    }

    private static async Task<ExitCode> FailAsync(string message, ExitCode code)
    {
        await Console.Error.WriteLineAsync($"benchmarks: {message}").ConfigureAwait(false);
        return code;
    }
}

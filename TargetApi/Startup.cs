using System.Collections;
using System.Net.Sockets;
using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.RegistryServer;
using LoadLab.TargetApi.Settings;
using LoadLab.TargetApi.Workers;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi;

/// <summary>From the command line and the environment to a running service; every foreseen failure is one message and an exit code.</summary>
internal static class Startup
{
    /// <summary>The argument that makes this program a worker of the queue in Redis.</summary>
    public const string WorkerVerb = "worker";

    private const string Program = "target-api";

    /// <summary>Runs until the service ends. Call it on the main thread and stay there: the supervisor's workers end with it.</summary>
    public static ExitCode Run(string[] args, TextWriter output, TextWriter errors)
    {
        Dictionary<string, string> environment = ReadEnvironment();
        if (args is [RegistryVerb.Name, .. string[] rest])
        {
            return RegistryVerb.Run(rest, environment, output, errors);
        }

        bool takesJobs = args is [WorkerVerb];
        if (args.Length > 0 && args is not [ColumnsVerb.Name] && !takesJobs)
        {
            return Help(args, output, errors);
        }

        if (takesJobs)
        {
            environment["BATCH_QUEUE"] = ChoiceText.Of(BatchQueueKind.Redis);
        }

        WorkerRole? role = WorkerRole.Parse(environment.GetValueOrDefault(WorkerRole.Variable));
        if (role is not null && !BindToSupervisor(role))
        {
            return ExitCode.Failed;
        }

        (TargetSettings settings, IReadOnlyList<string> mistakes) = SettingsReader.Read(environment);
        if (mistakes.Count == 0)
        {
            return args is [ColumnsVerb.Name] ? ColumnsVerb.Run(settings, output, errors) : Serve(settings with { TakesJobs = takesJobs }, role, output, errors);
        }

        return SettingsText.Refuse(Program, mistakes, errors);
    }

    private static ExitCode Help(string[] args, TextWriter output, TextWriter errors) => SettingsText.Help<TargetSettings>(
        Program,
        args,
        "target-api serves a model over HTTP.",
        [
            "target-api columns writes the model's column names to the database at DATABASE_URL.",
            "target-api registry serves a folder of models over MLflow's REST API; see target-api registry --help.",
            "target-api worker answers the jobs that wait in the Redis server at REDIS_URL.",
        ],
        output,
        errors);

    private static Dictionary<string, string> ReadEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");

    /// <summary>Asks the kernel to end this process with its supervisor; false where the supervisor is gone already.</summary>
    private static bool BindToSupervisor(WorkerRole role)
    {
        _ = LibC.prctl(LibC.PR_SET_PDEATHSIG, LibC.SIGKILL, 0, 0, 0);
        return LibC.getppid() == role.Supervisor;
    }

    private static ExitCode Serve(TargetSettings settings, WorkerRole? role, TextWriter output, TextWriter errors)
    {
        try
        {
            if (settings.Workers > 1 && role is null)
            {
                using var supervisor = new Supervisor(settings, output, errors);
                return supervisor.Run();
            }

            return new TargetServer(settings, role, output, errors).Run().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is ModelException or OnnxRuntimeUnavailableException)
        {
            errors.WriteLine($"target-api: {e.Message}");
            return ExitCode.ModelUnavailable;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            errors.WriteLine($"target-api: cannot listen on {settings.Host} port {settings.Port}: {ListenFailure.Reason(e)}");
            return ExitCode.PortUnavailable;
        }
    }
}

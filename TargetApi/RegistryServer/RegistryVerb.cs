using System.Net.Sockets;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>The command line of <c>target-api registry</c>.</summary>
internal static class RegistryVerb
{
    public const string Name = "registry";

    private const string Program = $"target-api {Name}";

    /// <param name="args">What follows the verb.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="output">Gets the start-up line.</param>
    /// <param name="errors">Gets the messages.</param>
    public static ExitCode Run(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
    {
        if (args.Length > 0)
        {
            return Help(args, output, errors);
        }

        (RegistryServerSettings settings, IReadOnlyList<string> mistakes) = RegistryServerSettingsReader.Read(environment);
        if (mistakes.Count == 0)
        {
            return Serve(settings, output, errors);
        }

        return SettingsText.Refuse(Program, mistakes, errors);
    }

    private static ExitCode Help(string[] args, TextWriter output, TextWriter errors) => SettingsText.Help<RegistryServerSettings>(
        Program, args, "target-api registry serves a folder of models over MLflow's REST API.", [], output, errors);

    private static ExitCode Serve(RegistryServerSettings settings, TextWriter output, TextWriter errors)
    {
        try
        {
            return new ModelRegistryServer(settings, output, errors).Run().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            errors.WriteLine($"target-api registry: cannot listen on {settings.Host} port {settings.Port}: {ListenFailure.Reason(e)}");
            return ExitCode.PortUnavailable;
        }
    }
}

using System.Security.Cryptography;
using LoadLab.Harness.Agents.Protocol;

namespace LoadLab.Harness.Agents.Access;

/// <summary>The secret that coordinator and agents share. Read from a file or the environment, never from a command line that others can list.</summary>
internal static class AgentToken
{
    /// <summary>Names the environment variable that may hold it.</summary>
    public const string Variable = "LOADLAB_AGENT_TOKEN";

    private const int Bytes = 24;

    /// <summary>A new one: 192 bits at random.</summary>
    public static string Create() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).Replace('+', '-').Replace('/', '_');

    /// <summary>From the file, else from the environment; null where neither is given.</summary>
    /// <param name="file">Absolute path; null for none.</param>
    /// <param name="environment">Variables of this process.</param>
    /// <exception cref="UserErrorException">The file cannot be read, or what it holds is no token.</exception>
    public static string? Find(string? file, IReadOnlyDictionary<string, string> environment)
    {
        var token = file is not null ? Read(file) : environment.GetValueOrDefault(Variable)?.Trim();
        if (string.IsNullOrEmpty(token) && file is null)
        {
            return null;
        }

        return Handshake.TokenProblem(token!) is not { } problem ? token : throw new UserErrorException(ExitCode.Usage,
            $"The token in {file ?? Variable} cannot be used: {problem}. Make one with 'openssl rand -base64 24'.");
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(ExitCode.Usage, $"The token's file {file} cannot be read: {e.Message}");
        }
    }
}

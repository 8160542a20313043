using System.Security.Cryptography;
using System.Text;
using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>
/// How the two sides prove to each other that they know the token, which never crosses the wire: each sends a nonce, and the HMAC-SHA256 under the token of
/// a label of its own and both nonces. Labels and order differ by side, so that neither can send the other's proof back.
/// </summary>
/// <remarks>
/// Who listens can try tokens against a proof at leisure, hence the length of tokens; who stands between can pass on what both say and afterwards change it,
/// hence TLS or a network of one's own.
/// </remarks>
internal static class Handshake
{
    private static readonly byte[] CoordinatorLabel = "loadlab coordinator v1"u8.ToArray();
    private static readonly byte[] AgentLabel = "loadlab agent v1"u8.ToArray();

    /// <summary>32 bytes from the system's source of randomness, in base64.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(ProtocolLimits.DigestBytes));

    /// <summary>What is wrong with a token and how to mend it; null where nothing is.</summary>
    public static string? TokenProblem(string token) =>
        token.Length < ProtocolLimits.TokenCharacters ? $"it has {token.Length} characters; give at least {ProtocolLimits.TokenCharacters}, chosen at random"
        : token.Length > ProtocolLimits.LongestToken ? $"it has {token.Length} characters; give at most {ProtocolLimits.LongestToken}"
        : token.All(letter => letter is > ' ' and <= '~') ? null
        : "it has a character other than letters, digits and punctuation of ASCII, such as a blank or a line's end; leave that out";

    /// <summary>What the coordinator sends in <see cref="Challenge"/>.</summary>
    public static string CoordinatorProof(string token, string agentNonce, string coordinatorNonce) =>
        Convert.ToBase64String(Proof(token, CoordinatorLabel, agentNonce, coordinatorNonce));

    /// <summary>What the agent sends in <see cref="Answer"/>.</summary>
    public static string AgentProof(string token, string coordinatorNonce, string agentNonce) =>
        Convert.ToBase64String(Proof(token, AgentLabel, coordinatorNonce, agentNonce));

    /// <summary>Agent: whether the coordinator knows the token. In constant time.</summary>
    public static bool IsCoordinator(Challenge challenge, string token, string agentNonce) =>
        IsSame(challenge.Proof, Proof(token, CoordinatorLabel, agentNonce, challenge.Nonce));

    /// <summary>Coordinator: whether the agent knows the token. In constant time.</summary>
    public static bool IsAgent(Answer answer, string token, string coordinatorNonce, string agentNonce) =>
        IsSame(answer.Proof, Proof(token, AgentLabel, coordinatorNonce, agentNonce));

    private static byte[] Proof(string token, byte[] label, string firstNonce, string secondNonce)
    {
        if (TokenProblem(token) is { } problem)
        {
            throw new ArgumentException($"The token is not one: {problem}", nameof(token));
        }

        byte[] said = [.. label, .. Convert.FromBase64String(firstNonce), .. Convert.FromBase64String(secondNonce)];
        return HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), said);
    }

    private static bool IsSame(string proof, byte[] expected)
    {
        Span<byte> given = stackalloc byte[ProtocolLimits.DigestBytes];
        return Convert.TryFromBase64String(proof, given, out var length) && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }
}

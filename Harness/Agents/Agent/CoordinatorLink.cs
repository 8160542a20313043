using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using LoadLab.Harness.Agents.Access;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Agent;

/// <summary>One connection to the coordinator: made, greeted, and each side sure of the other.</summary>
internal sealed class CoordinatorLink : IAsyncDisposable
{
    private CoordinatorLink(MessageChannel channel, Welcome welcome)
    {
        Channel = channel;
        Welcome = welcome;
    }

    public MessageChannel Channel { get; }

    public Welcome Welcome { get; }

    /// <exception cref="WebSocketException">Nobody there, or not a coordinator.</exception>
    /// <exception cref="ProtocolException">It speaks something else.</exception>
    /// <exception cref="UserErrorException">It refused, or does not know the token: trying again would not help.</exception>
    public static async Task<CoordinatorLink> OpenAsync(
        AgentOptions options, Guid instance, AgentCapabilities capabilities, RunProgress? running, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(AgentEndpoint.SubProtocol);
            // The coordinator's own pings tell both sides whether the other is there.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            socket.Options.Proxy = null;
            string? shown = null;
            socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                shown = certificate is null ? null : CoordinatorCertificate.FingerprintOf(certificate);
                return options.Fingerprint is { } fingerprint ? fingerprint.Equals(shown, StringComparison.OrdinalIgnoreCase) : errors == SslPolicyErrors.None;
            };

            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(ProtocolLimits.Handshake);
            try
            {
                await socket.ConnectAsync(new Uri(options.Coordinator, AgentEndpoint.Path), deadline.Token).ConfigureAwait(false);
            }
            catch (WebSocketException e) when (e.GetBaseException() is AuthenticationException && shown is not null)
            {
                throw Untrusted(options, shown);
            }

            var channel = new MessageChannel(socket, Side.Agent, time);
            var welcome = await GreetAsync(channel, options, instance, capabilities, running, deadline.Token).ConfigureAwait(false);
            return new CoordinatorLink(channel, welcome);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Channel.DisposeAsync();

    private static UserErrorException Untrusted(AgentOptions options, string shown) => new(ExitCode.Usage, options.Fingerprint is { } pinned
        ? $"{options.Coordinator} shows a certificate with the fingerprint {shown}, and --fingerprint names {pinned}: whoever listens there is another one, or its certificate was made anew."
        : $"{options.Coordinator} shows a certificate that this machine does not trust: where its fingerprint {shown} is what the coordinator printed, give it with --fingerprint.");

    private static async Task<Welcome> GreetAsync(
        MessageChannel channel, AgentOptions options, Guid instance, AgentCapabilities capabilities, RunProgress? running, CancellationToken cancellationToken)
    {
        var nonce = Handshake.NewNonce();
        await channel.SendAsync(new Hello(ProtocolVersion.Spoken, options.Name, instance, ProductVersion.Text, nonce), cancellationToken).ConfigureAwait(false);
        var challenge = await NextAsync<Challenge>(channel, cancellationToken).ConfigureAwait(false);
        if (!Handshake.IsCoordinator(challenge, options.Token, nonce))
        {
            // Whoever minds the coordinator sees then why this agent does not come.
            await channel.SendAsync(new Bye("The agent knows another token."), cancellationToken).ConfigureAwait(false);
            throw new UserErrorException(ExitCode.Usage, $"{options.Coordinator} does not know the token: give both the same.");
        }

        var proof = Handshake.AgentProof(options.Token, challenge.Nonce, nonce);
        await channel.SendAsync(new Answer(proof, capabilities, running), cancellationToken).ConfigureAwait(false);
        return await NextAsync<Welcome>(channel, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> NextAsync<T>(MessageChannel channel, CancellationToken cancellationToken) where T : Message =>
        await channel.ReceiveAsync(cancellationToken).ConfigureAwait(false) switch
        {
            T expected => expected,
            Refused { Code: RefusalCode.WrongToken or RefusalCode.WrongVersion or RefusalCode.Malformed } refused =>
                throw new UserErrorException(ExitCode.Usage, $"The coordinator refused this agent: {refused.Reason}"),
            Refused refused => throw new WebSocketException($"refused: {refused.Reason}"),
            null => throw new WebSocketException("closed in the middle of the handshake"),
            var other => throw new WebSocketException($"said {other.GetType().Name} in the handshake"),
        };
}

using System.Globalization;

namespace LoadLab.Harness.Profiles.Values;

/// <summary>Where to listen: <c>HOST:PORT</c>, an IPv6 address in brackets, port 0 for any that is free.</summary>
internal static class ListenText
{
    private const int HighestPort = 65_535;

    public static Parsed<(string Host, int Port)> Read(string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return colon < 0 && text.Length > 0 && text.All(char.IsAsciiDigit) ? Parsed<(string, int)>.Wrong($"'{text}' is a port alone: write 0.0.0.0:{text}")
            : !IsHost(host) ? Parsed<(string, int)>.Wrong($"'{text}' is not HOST:PORT: write it such as 0.0.0.0:7710 or [::]:7710")
            : !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Parsed<(string, int)>.Wrong($"'{text}' has no port: write {host}:7710, or {host}:0 for any port that is free")
            : number > HighestPort ? Parsed<(string, int)>.Wrong($"'{text}' has no port that there is: the highest is {HighestPort}")
            : (host.Trim('[', ']'), number);
    }

    // An address with colons needs its brackets: where would its port begin?
    private static bool IsHost(string host) => Uri.CheckHostName(host) is var kind
        && (kind is UriHostNameType.Dns or UriHostNameType.IPv4 || (kind == UriHostNameType.IPv6 && host.StartsWith('[')));
}

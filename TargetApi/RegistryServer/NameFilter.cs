using System.Text.RegularExpressions;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>The part of MLflow's filter language that asks for a name: <c>name = 'x'</c>, <c>name LIKE 'x%'</c>, <c>name ILIKE '%x%'</c>.</summary>
internal sealed partial class NameFilter(Func<string, bool> matches)
{
    public bool Matches(string name) => matches(name);

    /// <summary>An empty text takes every name.</summary>
    /// <exception cref="RegistryError">The text asks for something else.</exception>
    public static NameFilter Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new NameFilter(_ => true);
        }

        Match match = Clause().Match(text);
        if (!match.Success)
        {
            throw RegistryError.InvalidParameter($"Invalid filter '{text}': this server knows name = 'x', name LIKE 'x%' and name ILIKE 'x%'");
        }

        string value = match.Groups["value"].Value;
        return match.Groups["operator"].Value.ToUpperInvariant() switch
        {
            "=" => new NameFilter(name => name == value),
            "LIKE" => new NameFilter(name => Like(name, value, StringComparison.Ordinal)),
            _ => new NameFilter(name => Like(name, value, StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>SQL's LIKE with "%" for any text, piece by piece: no backtracking, whatever the pattern.</summary>
    private static bool Like(string name, string pattern, StringComparison comparison)
    {
        string[] pieces = pattern.Split('%');
        if (pieces.Length == 1)
        {
            return name.Equals(pattern, comparison);
        }

        int at = pieces[0].Length;
        bool found = name.StartsWith(pieces[0], comparison);
        foreach (string piece in pieces[1..^1])
        {
            int next = found ? name.IndexOf(piece, at, comparison) : -1;
            found = next >= 0;
            at = next + piece.Length;
        }

        return found && name.Length - at >= pieces[^1].Length && name.EndsWith(pieces[^1], comparison);
    }

    [GeneratedRegex("""^\s*name\s*(?<operator>=|LIKE|ILIKE)\s*(?<quote>['"])(?<value>[^'"]*)\k<quote>\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clause();
}

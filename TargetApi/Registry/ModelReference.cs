namespace LoadLab.TargetApi.Registry;

/// <summary>A registered model as MODEL names it: by alias, by version, or the newest version.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Alias">Null where the model is not named by an alias.</param>
/// <param name="Version">Null where the model is not named by a version.</param>
internal sealed record ModelReference(string Name, string? Alias, string? Version)
{
    /// <summary>The forms that <see cref="Parse"/> takes, for messages.</summary>
    public const string Forms = "models:/NAME@ALIAS, models:/NAME/VERSION, models:/NAME/latest, or NAME alone for its newest version";

    private const string Scheme = "models:/";
    private const string Latest = "latest";

    /// <summary>Null where the text names no registered model.</summary>
    public static ModelReference? Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return IsName(text) ? new ModelReference(text, null, null) : null;
        }

        string rest = text[Scheme.Length..];
        return rest.Contains('@', StringComparison.Ordinal) ? ByAlias(rest) : ByVersion(rest);
    }

    public override string ToString() => (Alias, Version) switch
    {
        ({ } alias, _) => $"{Scheme}{Name}@{alias}",
        (_, { } version) => $"{Scheme}{Name}/{version}",
        _ => $"{Scheme}{Name}/{Latest}",
    };

    private static ModelReference? ByAlias(string rest)
    {
        int at = rest.LastIndexOf('@');
        (string name, string alias) = (rest[..at], rest[(at + 1)..]);
        return IsName(name) && alias.Length > 0 && !alias.Contains('/', StringComparison.Ordinal) ? new ModelReference(name, alias, null) : null;
    }

    private static ModelReference? ByVersion(string rest)
    {
        int slash = rest.LastIndexOf('/');
        if (slash < 0)
        {
            return null;
        }

        (string name, string version) = (rest[..slash], rest[(slash + 1)..]);
        bool latest = version.Equals(Latest, StringComparison.OrdinalIgnoreCase);
        bool number = version.Length is > 0 and < 19 && version.All(char.IsAsciiDigit);
        return IsName(name) && (latest || number) ? new ModelReference(name, null, latest ? null : version) : null;
    }

    // What MLflow refuses in a name, and "@", which would make a mistyped alias a name.
    private static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && text.IndexOfAny(['/', ':', '@']) < 0;
}

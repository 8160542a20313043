using System.Globalization;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary>One page of a search: which entries, and the token of the next page where there is one.</summary>
internal sealed record SearchPage<T>(IReadOnlyList<T> Entries, string? NextToken)
{
    /// <param name="all">What was found.</param>
    /// <param name="maximum">The caller's <c>max_results</c>; null for as many as <paramref name="limit"/>.</param>
    /// <param name="limit">More are not given at once.</param>
    /// <param name="token">The caller's <c>page_token</c>: where the page begins.</param>
    /// <exception cref="RegistryError">A number is none, or out of range.</exception>
    public static SearchPage<T> Of(IReadOnlyList<T> all, string? maximum, int limit, string? token)
    {
        int count = string.IsNullOrEmpty(maximum) ? limit : Number("max_results", maximum, 1, limit);
        int first = string.IsNullOrEmpty(token) ? 0 : Number("page_token", token, 0, int.MaxValue);
        T[] entries = [.. all.Skip(first).Take(count)];
        bool more = first + entries.Length < all.Count && entries.Length > 0;
        return new SearchPage<T>(entries, more ? (first + entries.Length).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static int Number(string name, string text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum
            ? value
            : throw RegistryError.InvalidParameter($"Invalid value '{text}' for parameter '{name}': a whole number from {minimum} to {maximum} is needed");
}

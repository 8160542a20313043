namespace LoadLab.Harness.Profiles.Values;

/// <summary>The word somebody probably meant.</summary>
internal static class Suggestion
{
    /// <summary>The nearest candidate by edit distance, null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= Tolerance(pair.Candidate))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();

    /// <summary>": did you mean 'x'?" or, with nothing near, ": " and the list of what there is.</summary>
    public static string Phrase(string word, IReadOnlyCollection<string> candidates) =>
        Nearest(word, candidates) is { } near
            ? $": did you mean '{near}'?"
            : candidates.Count == 0 ? "" : $": known are {string.Join(", ", candidates)}";

    /// <summary>One mistake in a short word, two in a longer one, a third of a long one.</summary>
    private static int Tolerance(string candidate) => candidate.Length <= 3 ? 1 : Math.Max(2, candidate.Length / 3);

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Cheapest(table, left, right, i, j);
            }
        }

        return table[left.Length, right.Length];
    }

    private static int Cheapest(int[,] table, string left, string right, int i, int j)
    {
        var substitution = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var best = Math.Min(substitution, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}

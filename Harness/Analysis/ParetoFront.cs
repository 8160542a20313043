namespace LoadLab.Harness.Analysis;

/// <summary>The items that no other beats in both figures.</summary>
public static class ParetoFront
{
    /// <summary>By rising gain.</summary>
    /// <param name="items">All items.</param>
    /// <param name="gain">More is better.</param>
    /// <param name="cost">Less is better.</param>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> items, Func<T, double> gain, Func<T, double> cost)
    {
        var front = new List<T>();
        var lowest = double.PositiveInfinity;
        foreach (var item in items.OrderByDescending(gain).ThenBy(cost))
        {
            if (cost(item) < lowest)
            {
                lowest = cost(item);
                front.Add(item);
            }
        }

        front.Reverse();
        return front;
    }
}

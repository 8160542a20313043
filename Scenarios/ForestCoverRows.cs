namespace LoadLab.Scenarios;

/// <summary>Made-up rows in the schema of the UCI forest cover type data: 10 measured columns, then 4 wilderness areas and 40 soil types, one of each set.</summary>
/// <remarks>
/// Ranges, means and deviations are those published with the data set (covtype.info); the columns are drawn independently, so these
/// rows exercise an API but are not the real data and say nothing about a model's accuracy.
/// </remarks>
internal sealed class ForestCoverRows(Random random)
{
    internal const int Columns = 54;

    private const int SoilTypes = 40;

    /// <summary>Rows of each wilderness area in the published data: Rawah, Neota, Comanche Peak, Cache la Poudre.</summary>
    private static readonly int[] WildernessRows = [260_796, 29_884, 253_364, 36_968];

    private static readonly Column[] Measured =
    [
        new("Elevation", 1859, 3858, 2959, 280),
        new("Aspect", 0, 360, 156, 112),
        new("Slope", 0, 66, 14, 7),
        new("Horizontal_Distance_To_Hydrology", 0, 1397, 269, 213),
        new("Vertical_Distance_To_Hydrology", -173, 601, 46, 58),
        new("Horizontal_Distance_To_Roadways", 0, 7117, 2350, 1559),
        new("Hillshade_9am", 0, 254, 212, 27),
        new("Hillshade_Noon", 0, 254, 223, 20),
        new("Hillshade_3pm", 0, 254, 143, 38),
        new("Horizontal_Distance_To_Fire_Points", 0, 7173, 1980, 1324),
    ];

    /// <summary>The next rows of the sequence that the random source gives.</summary>
    internal IReadOnlyList<int[]> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private int[] Next()
    {
        var row = new int[Columns];
        for (var column = 0; column < Measured.Length; column++)
        {
            row[column] = Draw(Measured[column]);
        }

        row[Measured.Length + DrawWilderness()] = 1;
        row[Measured.Length + WildernessRows.Length + random.Next(SoilTypes)] = 1;
        return row;
    }

    /// <summary>Normal, drawn again while out of range; every range holds at least half of its column's values.</summary>
    private int Draw(Column column)
    {
        while (true)
        {
            var value = (int)Math.Round(column.Mean + (column.Deviation * DrawNormal()));
            if (value >= column.Lowest && value <= column.Highest)
            {
                return value;
            }
        }
    }

    /// <summary>Box and Muller's transform of two uniform numbers; 1 − u keeps the logarithm's argument above zero.</summary>
    private double DrawNormal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private int DrawWilderness()
    {
        var drawn = random.Next(WildernessRows.Sum());
        var area = 0;
        while (drawn >= WildernessRows[area])
        {
            drawn -= WildernessRows[area++];
        }

        return area;
    }

    private sealed record Column(string Name, int Lowest, int Highest, double Mean, double Deviation);
}

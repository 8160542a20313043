using LoadLab.Harness.Profiles.Matrix;

namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>objective</c> and what it needs elsewhere in the profile.</summary>
internal static class ObjectiveReader
{
    public static ObjectiveConfig Read(SectionReader objective, bool hasPrices, MatrixCells? matrix)
    {
        if (!objective.Exists)
        {
            return new ObjectiveConfig();
        }

        if (objective.Has("maximise") == objective.Has("minimise"))
        {
            objective.Fail("maximise", "give exactly one of 'maximise' and 'minimise', such as maximise: throughput");
        }

        objective.Choice("maximise");
        var kind = objective.Choice("minimise") switch
        {
            null => ObjectiveKind.MaximiseThroughput,
            0 => ObjectiveKind.MinimiseCost,
            _ => ObjectiveKind.MinimiseP99,
        };
        if (kind == ObjectiveKind.MinimiseCost)
        {
            CheckCost(objective, hasPrices, matrix);
        }

        return new ObjectiveConfig(kind);
    }

    private static void CheckCost(SectionReader objective, bool hasPrices, MatrixCells? matrix)
    {
        if (!hasPrices)
        {
            objective.Fail("minimise", "cost needs prices: add prices: { cpu_hour: 0.04, memory_gb_hour: 0.005 }");
        }
        else if (matrix is not null && !matrix.Keys.Any(key => key is ReservedAxes.Cpus or ReservedAxes.Memory))
        {
            objective.Fail("minimise", "cost needs to know what a replica takes: add an axis cpus or memory to the matrix");
        }
    }
}

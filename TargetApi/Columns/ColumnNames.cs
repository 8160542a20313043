namespace LoadLab.TargetApi.Columns;

/// <summary>Finds columns by name.</summary>
internal static class ColumnNames
{
    /// <summary>Where the first column of this name stands; null where there is none.</summary>
    public static int? Find(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return null;
    }
}

namespace LoadLab.Harness.Profiles;

/// <summary>A configuration's value on one axis, under the name that a reader knows it by.</summary>
internal static class AxisValue
{
    /// <summary>The part of a value that is a map by which it is called.</summary>
    public const string NamePart = "name";

    /// <summary>The value itself, or its part <c>name</c> where it is a map; null where the configuration has neither.</summary>
    public static string? NameOf(Configuration configuration, string axis) =>
        Find(configuration, axis) ?? Find(configuration, KeyOfName(axis));

    /// <summary>The parameters of all other axes: equal for configurations that differ on this axis alone.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Others(Configuration configuration, string axis) =>
        [.. configuration.Parameters.Where(parameter => !IsOf(parameter.Key, axis))];

    /// <summary>The key of the name of an axis whose values are maps.</summary>
    public static string KeyOfName(string axis) => $"{axis}.{NamePart}";

    /// <summary>Whether a parameter is the axis or one of its parts.</summary>
    public static bool IsOf(string key, string axis) => key == axis || key.StartsWith(axis + ".", StringComparison.Ordinal);

    private static string? Find(Configuration configuration, string key) =>
        configuration.Parameters.Where(parameter => parameter.Key == key).Select(parameter => parameter.Value).FirstOrDefault();
}

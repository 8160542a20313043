using System.Text.RegularExpressions;

namespace LoadLab.TargetApi.Settings;

/// <summary>Names of an enum's values as settings have them: <c>RegistryPerRequest</c> is <c>registry-per-request</c>.</summary>
internal static partial class ChoiceText
{
    public static string Of(object value) => WordStart().Replace(value.ToString()!, "-").ToLowerInvariant();

    public static IEnumerable<string> All(Type type) => Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => Of(Enum.ToObject(type, v)));

    /// <summary>Null where the type has no such value.</summary>
    public static object? Parse(Type type, string text) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => Enum.ToObject(type, v)).FirstOrDefault(v => Of(v).Equals(text, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}

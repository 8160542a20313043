namespace LoadLab.Harness.Profiles.Yaml;

/// <summary>How paths into a document are written: <c>load.simulations[0].keep_constant.copies</c>.</summary>
internal static class YamlPath
{
    public static string Key(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static string Item(string parent, int index) => $"{parent}[{index}]";
}

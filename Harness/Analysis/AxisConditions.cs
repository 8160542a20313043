using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>What holds for configurations that differ on one axis alone: the values of all others.</summary>
/// <param name="axis">The axis in which they may differ.</param>
/// <param name="all">All configurations: only what varies among them is told.</param>
internal sealed class AxisConditions(string axis, IReadOnlyList<ConfigurationAnalysis> all)
{
    private readonly HashSet<string> _constant = [.. all
        .SelectMany(one => one.Configuration.Parameters.Select(parameter => parameter.Key)).Distinct()
        .Where(key => all.Select(one => ValueOf(one, key)).Distinct().Count() == 1)];

    /// <summary><c>users=8 cpus=1</c>, in the order of the matrix; empty where nothing else varies. Equal for configurations that belong together.</summary>
    public string Of(ConfigurationAnalysis one) => string.Join(' ', AxisValue.Others(one.Configuration, axis)
        .Where(parameter => !_constant.Contains(parameter.Key))
        .Select(parameter => $"{parameter.Key}={parameter.Value}"));

    private static string? ValueOf(ConfigurationAnalysis one, string key) =>
        one.Configuration.Parameters.Where(parameter => parameter.Key == key).Select(parameter => parameter.Value).FirstOrDefault();
}

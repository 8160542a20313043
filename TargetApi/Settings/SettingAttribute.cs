namespace LoadLab.TargetApi.Settings;

/// <summary>The environment variable behind a property of <see cref="TargetSettings"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Least number allowed; for numbers only.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>Largest number allowed; for numbers only.</summary>
    public long Maximum { get; init; } = long.MaxValue;
}

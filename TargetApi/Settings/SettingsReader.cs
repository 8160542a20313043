using System.Globalization;
using System.Net;
using System.Reflection;
using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Settings;

/// <summary>Environment → <see cref="TargetSettings"/>, every mistake collected. An empty variable counts as not set.</summary>
internal static class SettingsReader
{
    /// <summary>The settings, and one line for each mistake; the settings are of use only where there is none.</summary>
    public static (TargetSettings Settings, IReadOnlyList<string> Errors) Read(IReadOnlyDictionary<string, string> environment)
    {
        var errors = new List<string>();
        var settings = new TargetSettings { Host = DefaultHost(environment) };
        Bind(settings, environment, errors);
        errors.AddRange(CheckMeaning(settings));
        errors.AddRange(RegistrySettings.Check(settings));
        errors.AddRange(BatchSettings.Check(settings));
        errors.AddRange(DatabaseSettings.Check(settings));
        return (settings, errors);
    }

    /// <summary>Sets each property of <paramref name="settings"/> that has a <see cref="SettingAttribute"/> whose variable is set.</summary>
    /// <param name="settings">Holds the defaults.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="errors">Gets a line for each value that does not fit its property.</param>
    public static void Bind<T>(T settings, IReadOnlyDictionary<string, string> environment, List<string> errors)
        where T : class
    {
        foreach (PropertyInfo property in typeof(T).GetProperties())
        {
            var setting = property.GetCustomAttribute<SettingAttribute>();
            if (setting is not null && environment.TryGetValue(setting.Name, out string? text) && text.Length > 0)
            {
                Set(settings, property, setting, text, errors);
            }
        }
    }

    /// <summary>The name, default and meaning of every setting, for <c>--help</c>.</summary>
    public static IEnumerable<string> Describe<T>()
        where T : class, new()
    {
        var defaults = new T();
        foreach (PropertyInfo property in typeof(T).GetProperties())
        {
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                string value = DefaultText(property.GetValue(defaults));
                yield return $"  {setting.Name,-20} {setting.Description}{(value.Length > 0 ? $" (default {value})" : "")}";
            }
        }
    }

    /// <summary>The address to bind for a HOST value; null where it is none.</summary>
    public static IPAddress? Address(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(host, out IPAddress? address) ? address : null,
    };

    /// <summary>In a container, loopback is reachable from nowhere else. The variable is the one that .NET's own images set.</summary>
    public static string DefaultHost(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ? "0.0.0.0" : "127.0.0.1";

    private static string DefaultText(object? value) => value switch
    {
        Enum choice => ChoiceText.Of(choice),
        bool flag => flag ? "true" : "false",
        TimeSpan time => $"{time.TotalSeconds:0.###}s",
        _ => $"{value}",
    };

    private static void Set(object settings, PropertyInfo property, SettingAttribute setting, string text, List<string> errors)
    {
        object? value = property.PropertyType switch
        {
            { } t when t == typeof(string) => text,
            { } t when t == typeof(int) => (int?)Number(setting, text, errors),
            { } t when t == typeof(long) => Number(setting, text, errors),
            { } t when t == typeof(bool) => Flag(setting, text, errors),
            { } t when t == typeof(TimeSpan?) || t == typeof(TimeSpan) => Duration(setting, text, errors),
            var t => Choice(t, setting, text, errors),
        };
        if (value is not null)
        {
            property.SetValue(settings, value);
        }
    }

    private static long? Number(SettingAttribute setting, string text, List<string> errors)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value >= setting.Minimum && value <= setting.Maximum)
        {
            return value;
        }

        errors.Add($"{setting.Name}={text}: a whole number from {setting.Minimum} to {setting.Maximum} is needed");
        return null;
    }

    private static bool? Flag(SettingAttribute setting, string text, List<string> errors)
    {
        switch (text.ToLowerInvariant())
        {
            case "true" or "1" or "yes" or "on":
                return true;
            case "false" or "0" or "no" or "off":
                return false;
            default:
                errors.Add($"{setting.Name}={text}: true or false is needed");
                return null;
        }
    }

    private static TimeSpan? Duration(SettingAttribute setting, string text, List<string> errors)
    {
        TimeSpan? value = DurationText.Parse(text);
        if (value is null)
        {
            errors.Add($"{setting.Name}={text}: a duration up to an hour is needed, such as 2, 2.5s or 5ms");
        }

        return value;
    }

    private static object? Choice(Type type, SettingAttribute setting, string text, List<string> errors)
    {
        object? value = ChoiceText.Parse(type, text);
        if (value is null)
        {
            errors.Add($"{setting.Name}={text}: must be one of {string.Join(", ", ChoiceText.All(type))}");
        }

        return value;
    }

    private static IEnumerable<string> CheckMeaning(TargetSettings settings)
    {
        if (Address(settings.Host) is null)
        {
            yield return $"HOST={settings.Host}: an IP address, localhost or * is needed";
        }

        if (settings.ModelSource == ModelSourceKind.Memory && ModelError(settings, settings.Model) is { } error)
        {
            yield return $"MODEL={settings.Model}: {error}";
        }

        if (settings.ImageModel is not (null or ImageModel.None) && ModelError(settings, settings.ImageModel) is { } imageError)
        {
            yield return $"IMAGE_MODEL={settings.ImageModel}: {imageError}";
        }
    }

    private static string? ModelError(TargetSettings settings, string model)
    {
        try
        {
            ModelFiles.Find(model, settings.ModelsDirectory);
            return null;
        }
        catch (ModelException e)
        {
            return e.Message;
        }
    }
}

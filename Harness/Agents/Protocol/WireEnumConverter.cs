using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>An enum by its name in camel case; numbers are refused.</summary>
internal sealed class WireEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

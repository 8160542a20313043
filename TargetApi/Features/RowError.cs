using System.Text.Json;

namespace LoadLab.TargetApi.Features;

/// <summary>One entry of a 422 answer's <c>detail</c>, as FastAPI with pydantic 2 writes it.</summary>
/// <param name="Type">pydantic's error type, such as <c>float_type</c>.</param>
/// <param name="Location">Names and positions from <c>body</c> down.</param>
/// <param name="Message">pydantic's sentence.</param>
/// <param name="Input">The offending value; null means JSON null.</param>
/// <param name="Context">Extra members of <c>ctx</c>; null for none.</param>
internal sealed record RowError(
    string Type,
    IReadOnlyList<object> Location,
    string Message,
    JsonElement? Input,
    IReadOnlyList<KeyValuePair<string, object>>? Context = null);

using System.Text.Json;

namespace LoadLab.Engine.Scenarios;

/// <summary>Reads the data of a feed.</summary>
public static class Data
{
    private static readonly JsonSerializerOptions AnyCase = new(JsonSerializerDefaults.Web);

    /// <summary>A JSON file; property names match in any case.</summary>
    /// <exception cref="LoadSetupException">The file cannot be read, or is not JSON of that shape.</exception>
    public static T LoadJson<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), AnyCase) ?? throw new JsonException("it holds null");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new LoadSetupException($"The data file '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}

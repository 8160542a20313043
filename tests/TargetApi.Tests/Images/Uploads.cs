using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Images;

/// <summary>Uploads as clients send them.</summary>
internal static class Uploads
{
    public static async Task<(int Status, JsonElement Body)> PostFile(this TargetProcess target, string path, byte[] file, string? type = "application/octet-stream")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return await target.PostContent(path, content);
    }

    public static async Task<(int Status, JsonElement Body)> PostForm(this TargetProcess target, string path, params byte[][] files)
    {
        using var form = new MultipartFormDataContent();
        for (int i = 0; i < files.Length; i++)
        {
            form.Add(new StringContent("no file"), $"note{i % 2}");
            form.Add(new ByteArrayContent(files[i]), "file", $"{i}.bin");
        }

        return await target.PostContent(path, form);
    }

    public static async Task<(int Status, JsonElement Body)> PostContent(this TargetProcess target, string path, HttpContent content)
    {
        using HttpResponseMessage response = await target.Client.PostAsync(path, content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static long[] Predictions(this JsonElement body) => [.. body.GetProperty("predictions").EnumerateArray().Select(v => v.GetInt64())];

    public static double[][] Rows(this JsonElement body, string name) => body.GetProperty(name).Deserialize<double[][]>()!;
}

namespace LoadLab.Harness.Reporting;

/// <summary>Scripts and styles of the page, embedded in the assembly so that it is complete wherever it runs.</summary>
internal static class WebResource
{
    /// <summary>The text of a file of assets/web, or of the chart library.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(WebResource).Assembly.GetManifestResourceStream($"web/{name}")
            ?? throw new InvalidOperationException($"The resource web/{name} is not embedded: the build is incomplete.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

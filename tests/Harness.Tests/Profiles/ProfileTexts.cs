using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Profiles;

/// <summary>Profiles to vary in tests.</summary>
internal static class ProfileTexts
{
    public const string Smallest = """
        name: smallest
        target: { deployment: local }
        load:
          scenario: predict
          simulations: [{ keep_constant: { copies: 4, during: 10s } }]
        """;

    /// <summary>Reads a local profile with these lines for its matrix and environment.</summary>
    public static ProfileConfig ReadMatrix(string matrix, string environment = "{}") => Read(Matrix(matrix, environment));

    public static string Matrix(string matrix, string environment = "{}") =>
        $$"""
        name: matrix
        target: { deployment: local, environment: {{environment}} }
        matrix: {{matrix}}
        load: { scenario: predict, simulations: [{ keep_constant: { copies: 4, during: 10s } }] }
        """;

    public static ProfileConfig Read(string yaml, params string[] overrides) => ProfileReader.ReadText(yaml, "/profiles", overrides);

    /// <summary>All mistakes of a profile that has some, as printed.</summary>
    public static IReadOnlyList<string> Errors(string yaml, params string[] overrides) =>
        [.. Assert.Throws<ProfileException>(() => Read(yaml, overrides)).Errors.Select(error => error.ToString())];
}

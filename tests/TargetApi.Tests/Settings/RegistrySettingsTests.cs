using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Tests.Settings;

public sealed class RegistrySettingsTests
{
    private const string Uri = "http://localhost:5000";

    [Fact]
    public void Read_RegistryWithoutAddress_IsAMistakeEach() =>
        Assert.Equal(
            [
                "MODEL_SOURCE=registry-cached: MLFLOW_TRACKING_URI must say where the registry is, such as http://localhost:5000",
                "REDUNDANT_REGISTRY_CALLS=2: MLFLOW_TRACKING_URI must say where the registry is, such as http://localhost:5000",
            ],
            Errors(("MODEL_SOURCE", "registry-cached"), ("REDUNDANT_REGISTRY_CALLS", "2")));

    [Theory]
    [InlineData("models:/net/Production")]
    [InlineData("/models/net.onnx")]
    public void Read_NoRegisteredModel_NamesTheForms(string model) =>
        Assert.Equal(
            $"MODEL={model}: names no registered model: give models:/NAME@ALIAS, models:/NAME/VERSION, models:/NAME/latest, or NAME alone for its newest version",
            Assert.Single(Errors(("MODEL", model), ("MODEL_SOURCE", "registry-per-request"), ("MLFLOW_TRACKING_URI", Uri))));

    [Fact]
    public void Read_AddressOfAnotherKind_IsNotRepeated() =>
        Assert.Equal(
            "MLFLOW_TRACKING_URI: an http or https address is needed, such as http://localhost:5000",
            Assert.Single(Errors(("MLFLOW_TRACKING_URI", "ftp://user:secret@host"))));

    [Theory]
    [InlineData("REGISTRY_TIMEOUT", "0", "REGISTRY_TIMEOUT=0: a time above zero is needed")]
    [InlineData("MAX_MODEL_BYTES", "0", "MAX_MODEL_BYTES=0: a whole number from 1 to 1099511627776 is needed")]
    [InlineData("AWS_ENDPOINT_URL_S3", "localhost:9000", "MLFLOW_S3_ENDPOINT_URL=localhost:9000: an http or https address is needed (AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL count too)")]
    public void Read_Mistake_SaysWhatIsAllowed(string name, string value, string message) => Assert.Equal(message, Assert.Single(Errors((name, value))));

    [Fact]
    public void Read_Registry_IsTaken()
    {
        (TargetSettings settings, IReadOnlyList<string> errors) = Read(
            ("MODEL", "net"), ("MODEL_SOURCE", "registry-per-request"), ("MLFLOW_TRACKING_URI", Uri), ("MAX_MODEL_BYTES", "5000000000"), ("REGISTRY_TIMEOUT", "500ms"),
            ("AWS_ENDPOINT_URL", "http://c"), ("AWS_ENDPOINT_URL_S3", "http://b"), ("MLFLOW_S3_ENDPOINT_URL", "http://a"));
        Assert.Empty(errors);
        Assert.Equal((5_000_000_000, TimeSpan.FromSeconds(0.5), "http://a"), (settings.MaximumModelBytes, settings.RegistryTimeout, settings.S3Endpoint));
    }

    private static IReadOnlyList<string> Errors(params (string Name, string Value)[] environment) => Read(environment).Errors;

    private static (TargetSettings Settings, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] environment) =>
        SettingsReader.Read(new[] { ("MODELS_DIR", TargetFolder.Models) }.Concat(environment).ToDictionary(e => e.Item1, e => e.Item2));
}

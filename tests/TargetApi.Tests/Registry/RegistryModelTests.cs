namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>Models that cannot be served, however long one waits: one message, exit code 3.</summary>
public sealed class RegistryModelTests : RegistryTest
{
    [Theory]
    [InlineData("models:/nope@champion", "answered 404 RESOURCE_DOES_NOT_EXIST: Registered Model with name=nope not found")]
    [InlineData("models:/net@nope", "answered 400 INVALID_PARAMETER_VALUE: Registered model alias nope not found.")]
    [InlineData("models:/net/7", "answered 404 RESOURCE_DOES_NOT_EXIST: Model Version (name=net, version=7) not found")]
    public async Task Start_UnknownModel_EndsWithTheRegistrysWords(string model, string message)
    {
        Models.AddBundled("net");
        await StartFails(model, message);
    }

    [Fact]
    public async Task Start_FileThatIsNoModel_NamesTheModelAndNoTemporaryFolder()
    {
        Models.Write("net", "model.onnx", "this is not protobuf");
        string output = await StartFails("models:/net/1", "models:/net/1 (version 1): model.onnx: ");
        Assert.DoesNotContain("loadlab-models-", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_HashOfAnotherFile_IsRefused()
    {
        string folder = Models.AddBundled("net");
        File.Copy(Path.Combine(TargetFolder.Models, "covertype-forest", "model.onnx"), Path.Combine(folder, "model.onnx"), overwrite: true);
        await StartFails("net", "is not the file that model.json describes (SHA-256");
    }

    [Fact]
    public async Task Start_OtherFlavour_SaysWhatIsNeeded()
    {
        Models.Write("net", "MLmodel", "flavors:\n  sklearn:\n    pickled_model: model.pkl\n");
        await StartFails("net", "without an ONNX flavour (it has: sklearn)");
    }

    [Fact]
    public async Task Start_FlavourThatLeadsOut_IsRefused()
    {
        Models.Write("net", "MLmodel", "flavors:\n  onnx:\n    data: ../../../etc/passwd\n");
        await StartFails("net", "names an artifact \"../../../etc/passwd\", which is no path inside a model");
    }

    [Fact]
    public async Task Start_LargerThanAllowed_IsRefused()
    {
        Models.AddBundled("net");
        await StartFails("net", "is larger than 50000 bytes; MAX_MODEL_BYTES sets the limit", ("MAX_MODEL_BYTES", "50000"));
    }

    [Theory]
    [InlineData("../escaped.txt")]
    [InlineData("..")]
    [InlineData("/tmp/escaped.txt")]
    [InlineData("a\\..\\..\\escaped.txt")]
    public async Task Start_ArtifactThatLeadsOut_IsRefusedAndStoredNowhere(string name)
    {
        await using var hostile = new HostileRegistry(name);
        using var temporary = new ModelsFolder();
        (int code, string output) = await TargetProcess.RunToEnd(
            ("MLFLOW_TRACKING_URI", hostile.Address), ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"), ("TMPDIR", temporary.Path));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains("nothing of it was stored", output, StringComparison.Ordinal);
        Assert.Equal(0, hostile.Downloads);
        Assert.DoesNotContain(Directory.GetDirectories(temporary.Path), d => Path.GetFileName(d).StartsWith("loadlab-models-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ArtifactWithoutEnd_IsCutOff()
    {
        await using var hostile = new HostileRegistry("model.onnx");
        (int code, string output) = await TargetProcess.RunToEnd(
            ("MLFLOW_TRACKING_URI", hostile.Address), ("MODEL", "net"), ("MODEL_SOURCE", "registry-cached"), ("MAX_MODEL_BYTES", "5000000"), ("REGISTRY_TIMEOUT", "60s"));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains("is larger than 5000000 bytes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:right@", "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("http://user:wrong@", "answered 401; see MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD and MLFLOW_TRACKING_TOKEN")]
    public async Task Start_RegistryWithAPassword_IsSignedInTo(string prefix, string message)
    {
        await using var guarded = new HostileRegistry("model.onnx", password: "user:right");
        (int code, string output) = await TargetProcess.RunToEnd(
            ("MLFLOW_TRACKING_URI", guarded.Address.Replace("http://", prefix, StringComparison.Ordinal)), ("MODEL", "nope"), ("MODEL_SOURCE", "registry-cached"));
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("right", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", output, StringComparison.Ordinal);
    }

    private async Task<string> StartFails(string model, string message, params (string Name, string Value)[] settings)
    {
        Models.AddBundled("another");
        TargetProcess registry = await StartRegistry();
        (int code, string output) = await TargetProcess.RunToEnd([Tracking(registry), ("MODEL", model), ("MODEL_SOURCE", "registry-cached"), .. settings]);
        Assert.Equal((int)ExitCode.ModelUnavailable, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'), line => line.StartsWith("target-api: ", StringComparison.Ordinal) && line.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return output;
    }
}

using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class MlflowModelFileTests : IDisposable
{
    private readonly ModelsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OnnxFlavour_GivesItsPath()
    {
        _folder.AddMlflow("m", "data/net.onnx");
        MlflowModelFile file = MlflowModelFile.Read(Path.Combine(_folder.Path, "m", "MLmodel"));
        Assert.Equal("data/net.onnx", file.OnnxPath);
        Assert.Equal(["onnx", "python_function"], file.Flavors);
    }

    [Fact]
    public void Read_OtherFlavours_AreListed()
    {
        MlflowModelFile file = Read("flavors:\n  sklearn: {pickled_model: model.pkl}\n  python_function: {loader_module: mlflow.sklearn}\nrun_id: x\n");
        Assert.Null(file.OnnxPath);
        Assert.Equal(["sklearn", "python_function"], file.Flavors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("flavors: [onnx]\n")]
    [InlineData("flavors: {onnx: {data: [x]}}\n")]
    [InlineData("flavors: {onnx: {data: x\n")]
    public void Read_AnythingElse_SaysWhere(string text) =>
        Assert.Contains("is not the YAML of an MLflow model", Assert.Throws<ModelException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_HundredThousandLevels_IsRefusedAtTheFirstHundred()
    {
        string text = $"deep: {new string('[', 100_000)}{new string(']', 100_000)}\nflavors: {{onnx: {{data: net.onnx}}}}\n";
        Assert.Contains("nested more than 100 levels deep", Assert.Throws<ModelException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedMembersBefore_AreSkipped() =>
        Assert.Equal("net.onnx", Read("a: {b: [1, {c: d}], e: &x [f]}\ng: *x\nflavors: {onnx: {data: net.onnx}}\n").OnnxPath);

    [Fact]
    public void Read_Megabytes_IsRefused() =>
        Assert.Contains("larger than", Assert.Throws<ModelException>(() => Read("a: " + new string('x', 2 << 20))).Message, StringComparison.Ordinal);

    private MlflowModelFile Read(string text)
    {
        _folder.Write("m", "MLmodel", text);
        return MlflowModelFile.Read(Path.Combine(_folder.Path, "m", "MLmodel"));
    }
}

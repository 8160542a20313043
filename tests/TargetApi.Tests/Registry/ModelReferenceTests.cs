using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("models:/net@champion", "net", "champion", null, "models:/net@champion")]
    [InlineData("models:/net/3", "net", null, "3", "models:/net/3")]
    [InlineData("models:/net/latest", "net", null, null, "models:/net/latest")]
    [InlineData("models:/net/Latest", "net", null, null, "models:/net/latest")]
    [InlineData("net", "net", null, null, "models:/net/latest")]
    [InlineData("my net.v2", "my net.v2", null, null, "models:/my net.v2/latest")]
    public void Parse_EachForm_IsUnderstood(string text, string name, string? alias, string? version, string shown)
    {
        ModelReference model = ModelReference.Parse(text)!;
        Assert.Equal(new ModelReference(name, alias, version), model);
        Assert.Equal(shown, model.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("models:/")]
    [InlineData("models:/net")]
    [InlineData("models:/net/")]
    [InlineData("models:/net@")]
    [InlineData("models:/@champion")]
    [InlineData("models:/net/Production")]
    [InlineData("models:/net/-1")]
    [InlineData("models:/a/b/1")]
    [InlineData("net@champion")]
    [InlineData("/path/to/model.onnx")]
    [InlineData("runs:/123/model")]
    public void Parse_AnythingElse_IsNone(string text) => Assert.Null(ModelReference.Parse(text));
}

using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class FeedTemplateTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("{{a}}", "<a>", true)]
    [InlineData("x{{a}}y{{b c}}z{{a}}", "x<a>y<b c>z<a>", false)]
    [InlineData("{\"a\":{\"b\":{{c}}}}", "{\"a\":{\"b\":<c>}}", false)]
    [InlineData("{a} {{}} {{\n}}", "{a} {{}} {{\n}}", false)]
    public void Fill_AnyText_ReplacesColumnsAlone(string text, string expected, bool isOneColumn)
    {
        var template = new FeedTemplate(text);

        Assert.Equal(expected, template.Fill(column => $"<{column}>"));
        Assert.Equal(isOneColumn, template.IsOneColumn);
        Assert.Equal(expected.Contains('<'), template.HasColumns);
    }
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LoadLab.TargetApi.Features;

namespace LoadLab.TargetApi.Tests.Features;

public sealed class RowParserTests
{
    [Fact]
    public void TryParse_AnyFiniteNumbers_GivesTheSameBitsAsTheValidator()
    {
        Arbitrary<float> finite = ArbMap.Default.ArbFor<float>().Filter(float.IsFinite);
        Prop.ForAll(finite.Array(), values =>
        {
            float[][] rows = [.. values.Chunk(3).Where(r => r.Length == 3)];
            if (rows.Length == 0)
            {
                return;
            }

            string lists = string.Join(",", rows.Select(r => $"[{string.Join(", ", r.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]"));
            byte[] body = Bodies.Utf8(Bodies.Features($" [ {lists} ]"));
            var fast = new FeatureRows(3);
            Assert.True(RowParser.TryParse(body, fast, 1000));
            var slow = new FeatureRows(3);
            Assert.Empty(RowValidator.Read(body, slow, null, 1000));
            Assert.Equal(rows.SelectMany(r => r), fast.Values.Take(fast.Count * 3));
            Assert.Equal(rows.SelectMany(r => r), slow.Values.Take(slow.Count * 3));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryParse_EveryTruncation_IsLeftToTheValidatorWhichComplains()
    {
        byte[] body = Bodies.Utf8("""{"extra":{"k":[1,"]"]},"features":[[1,-2.5,3e2],[4,5,6]]}""");
        for (int length = 0; length < body.Length; length++)
        {
            Assert.False(RowParser.TryParse(body.AsSpan(0, length), new FeatureRows(3), 10));
            Assert.NotEmpty(RowValidator.Read(body.AsMemory(0, length), new FeatureRows(3), null, 10));
        }

        Assert.True(RowParser.TryParse(body, new FeatureRows(3), 10));
    }

    [Theory]
    [InlineData("0", 0f)]
    [InlineData("9999999", 9999999f)]
    [InlineData("16777217", 16777216f)]
    [InlineData("-7", -7f)]
    [InlineData("1.5e-3", 0.0015f)]
    public void TryParse_Number_IsTheNearestFloat(string text, float expected)
    {
        var rows = new FeatureRows(1);
        Assert.True(RowParser.TryParse(Bodies.Utf8(Bodies.Features($"[{text}]")), rows, 1));
        Assert.Equal(expected, rows[0][0]);
    }

    [Theory]
    [InlineData("""{"features":[1,2,3]} x""")]
    [InlineData("""{"features":[[1,2,3],4]}""")]
    [InlineData("""{"features":[1,2,1e39]}""")]
    [InlineData("""{"features":[[]]}""")]
    public void TryParse_Unfit_IsLeftToTheValidatorWhichComplains(string body)
    {
        Assert.False(RowParser.TryParse(Bodies.Utf8(body), new FeatureRows(3), 10));
        Assert.NotEmpty(RowValidator.Read(Bodies.Utf8(body), new FeatureRows(3), null, 10));
    }
}

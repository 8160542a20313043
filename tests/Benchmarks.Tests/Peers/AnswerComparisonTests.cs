using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Peers;

namespace LoadLab.Benchmarks.Tests.Peers;

public sealed class AnswerComparisonTests
{
    [Theory]
    [InlineData("""{"a":[1,2.000001]}""", """{"a":[1.0,2]}""")]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":"x","a":1}""")]
    [InlineData("{}", "{}")]
    [InlineData("null", "null")]
    public void FindDifference_SameBeyondRounding_IsNone(string one, string other) => Assert.Null(Find(one, other));

    [Theory]
    [InlineData("""{"a":[1,2.0001]}""", """{"a":[1,2]}""", "$.a[1]")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "$.a")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "$.a")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "$.b")]
    [InlineData("""{"b":{"c":"x"}}""", """{"b":{"c":"y"}}""", "$.b.c")]
    public void FindDifference_OtherAnswer_IsItsPlace(string one, string other, string place) => Assert.Equal(place, Find(one, other));

    private static string? Find(string one, string other) => AnswerComparison.FindDifference(JsonNode.Parse(one), JsonNode.Parse(other));
}

using LoadLab.TargetApi.RegistryServer;

namespace LoadLab.TargetApi.Tests.RegistryServer;

public sealed class NameFilterTests
{
    [Theory]
    [InlineData(null, "any", true)]
    [InlineData("name = 'ab'", "ab", true)]
    [InlineData("name=\"ab\"", "ab", true)]
    [InlineData("name = 'ab'", "abc", false)]
    [InlineData("name LIKE 'a%'", "abc", true)]
    [InlineData("name like '%c'", "abc", true)]
    [InlineData("name LIKE '%b%'", "abc", true)]
    [InlineData("name LIKE 'ab%bc'", "abc", false)]
    [InlineData("name LIKE 'A%'", "abc", false)]
    [InlineData("name ILIKE 'A%C'", "abc", true)]
    [InlineData("name LIKE 'abc'", "abc", true)]
    [InlineData("name LIKE '%'", "", true)]
    public void Matches_Name_FollowsSqlsLike(string? filter, string name, bool expected) => Assert.Equal(expected, NameFilter.Parse(filter).Matches(name));

    [Theory]
    [InlineData("name != 'a'")]
    [InlineData("name = 'a' AND name = 'b'")]
    [InlineData("tags.x = 'a'")]
    [InlineData("name = 'a\"")]
    public void Parse_AnythingElse_IsRefused(string filter) => Assert.Throws<RegistryError>(() => NameFilter.Parse(filter));
}

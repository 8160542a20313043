using LoadLab.TargetApi.Columns;
using Npgsql;

namespace LoadLab.TargetApi.Tests.Columns;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://u:p@h:1234/d?sslmode=require", "h", 1234, "u", "p", "d", SslMode.Require)]
    [InlineData("postgres://u@h", "h", 5432, "u", null, null, SslMode.Prefer)]
    [InlineData("postgresql://", "localhost", 5432, null, null, null, SslMode.Prefer)]
    [InlineData("postgresql:///d?host=/run/postgresql&user=u", "/run/postgresql", 5432, "u", null, "d", SslMode.Prefer)]
    [InlineData("postgresql://u:a%2Fb%40c%3Ad#e?f@[::1]:7/d", "::1", 7, "u", "a/b@c:d#e?f", "d", SslMode.Prefer)]
    [InlineData("postgresql://h:7?dbname=d&sslmode=verify-full", "h", 7, null, null, "d", SslMode.VerifyFull)]
    [InlineData("Host=h;Port=7;Username=u;Password=p;Database=d;SSL Mode=Disable", "h", 7, "u", "p", "d", SslMode.Disable)]
    public void Parse_Address_IsAsLibpqReadsIt(string text, string host, int port, string? user, string? password, string? database, SslMode mode)
    {
        NpgsqlConnectionStringBuilder connection = DatabaseAddress.Parse(text).ToConnection();
        Assert.Equal((host, port, user, password, database, mode), (connection.Host, connection.Port, connection.Username, connection.Password, connection.Database, connection.SslMode));
    }

    [Theory]
    [InlineData("postgresql://user:secret/word@h/d", "the port is no number")]
    [InlineData("postgresql://user:secret@h:99999/d", "the port is no number")]
    [InlineData("postgresql://user:secret@h1,h2/d", "one host is needed")]
    [InlineData("postgresql://user:secret@h/d?sslmode=maybe", "sslmode must be one of")]
    [InlineData("postgresql://user:secret@h/d?colour=red", "the parameter colour is not known")]
    [InlineData("mysql://user:secret@h/d", "neither a URL such as")]
    [InlineData("Host=h;Password=a;secret=1", "neither a URL such as")]
    [InlineData("Password=secret", "no host is given")]
    public void Parse_Nonsense_SaysSoWithoutThePassword(string text, string reason)
    {
        var mistake = Assert.Throws<FormatException>(() => DatabaseAddress.Parse(text));
        Assert.StartsWith(reason, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Address_HasNoPassword() =>
        Assert.Equal("d at h:1234", DatabaseAddress.Parse("postgresql://u:secret@h:1234/d").ToString());
}

using System.Text;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Tests.Registry;

public sealed class RegistryAddressTests
{
    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    [InlineData("https://host/prefix/", "https://host/prefix")]
    [InlineData("http://user:secret@host:1", "http://host:1")]
    public void ToString_AnyAddress_ShowsNoCredentials(string uri, string shown) =>
        Assert.Equal(shown, Parse(new TargetSettings { MlflowTrackingUri = uri }).ToString());

    [Theory]
    [InlineData("http://us%40er:p%3Aw@host", "env", "pw", "t", "Basic", "us@er:p:w")]
    [InlineData("http://host", "env", "pw", "t", "Basic", "env:pw")]
    [InlineData("http://host", "env", null, "t", "Bearer", null)]
    [InlineData("http://host", null, null, "t", "Bearer", null)]
    public void Authorization_SeveralCredentials_FollowsMlflowsOrder(string uri, string? user, string? password, string token, string scheme, string? credentials)
    {
        RegistryAddress address = Parse(new TargetSettings
        {
            MlflowTrackingUri = uri,
            MlflowTrackingUsername = user,
            MlflowTrackingPassword = password,
            MlflowTrackingToken = token,
        });
        Assert.Equal(scheme, address.Authorization!.Scheme);
        Assert.Equal(credentials is null ? token : Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)), address.Authorization.Parameter);
    }

    [Fact]
    public void Of_AddressWithAPath_KeepsIt() =>
        Assert.Equal("https://host/prefix/api/x?a=b%2Fc", Parse(new TargetSettings { MlflowTrackingUri = "https://host/prefix/" }).Of("/api/x?a=b%2Fc").AbsoluteUri);

    [Theory]
    [InlineData(null)]
    [InlineData("localhost:5000")]
    [InlineData("databricks")]
    [InlineData("sqlite:///mlflow.db")]
    public void TryParse_NoHttp_IsNone(string? uri) => Assert.False(RegistryAddress.TryParse(new TargetSettings { MlflowTrackingUri = uri }, out _));

    private static RegistryAddress Parse(TargetSettings settings)
    {
        Assert.True(RegistryAddress.TryParse(settings, out RegistryAddress? address));
        return address;
    }
}

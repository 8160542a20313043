namespace LoadLab.Engine.Tests.Http;

/// <summary>The engine as it runs where there is no native transport.</summary>
public sealed class HttpLoadEngineOverSocketsTests : HttpLoadEngineTests
{
    protected override string Transport => "sockets";
}

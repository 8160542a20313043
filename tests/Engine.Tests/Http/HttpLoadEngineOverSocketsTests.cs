namespace LoadLab.Engine.Tests.Http;

/// <summary>The engine as it runs where there is no native transport. Its transport and the servers of all tests need the same pool.</summary>
[Collection(nameof(UndisturbedCollection))]
public sealed class HttpLoadEngineOverSocketsTests : HttpLoadEngineTests
{
    protected override string Transport => "sockets";
}

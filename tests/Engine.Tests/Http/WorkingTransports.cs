using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Tests.Http;

/// <summary>The transports that work on this machine, by name, for theories.</summary>
public sealed class WorkingTransports : TheoryData<string>
{
    public WorkingTransports()
    {
        foreach (var name in Names)
        {
            Add(name);
        }
    }

    public static IEnumerable<string> Names => TransportCatalog.All.Where(factory => factory.Probe() is null).Select(factory => factory.Name);
}

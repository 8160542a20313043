using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Clients;

/// <summary>A program that makes load, how it is called, and how its output is read.</summary>
internal interface ILoadClient
{
    /// <summary>As the tables call it.</summary>
    string Name { get; }

    /// <summary>Its version, or what must be done for it to run here.</summary>
    Task<ClientAvailability> FindAsync();

    /// <summary>The call for a job; writes the files it needs.</summary>
    ProgramCall Call(ClientJob job);

    /// <summary>Whether a run that ended so has figures to read.</summary>
    bool HasFigures(int exitCode) => exitCode == 0;

    /// <summary>Reads what such a run printed.</summary>
    /// <exception cref="FormatException">It is not what this client prints.</exception>
    ClientReport Read(string output);
}

using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Scenarios;

/// <summary>Keeps all threads of this process on some processors for a while: scenario code may run on any thread of the pool.</summary>
internal sealed class ProcessorBinding : IDisposable
{
    private readonly ulong[] _before;

    private ProcessorBinding(ulong[] before) => _before = before;

    /// <summary>Binds the threads there are; those made later inherit it. Null where no processors are asked for, or this is not Linux.</summary>
    /// <exception cref="LoadSetupException">There is no such processor, or this process may not use it.</exception>
    public static ProcessorBinding? Bind(IReadOnlyList<int>? processors)
    {
        if (processors is null || !OperatingSystem.IsLinux())
        {
            return null;
        }

        var before = NativeThread.Affinity();
        if (!NativeThread.TryBindProcess(NativeThread.MaskOf(processors)))
        {
            throw new LoadSetupException(
                $"The scenario cannot be bound to the processors {string.Join(", ", processors)}: one is not there, or this process may not use it. "
                + $"This process sees {Environment.ProcessorCount}, counted from 0.");
        }

        return new ProcessorBinding(before);
    }

    public void Dispose() => NativeThread.TryBindProcess(_before);
}

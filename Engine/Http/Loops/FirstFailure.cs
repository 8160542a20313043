using System.Runtime.ExceptionServices;

namespace LoadLab.Engine.Http.Loops;

/// <summary>Keeps the first of the exceptions that several threads may report.</summary>
internal sealed class FirstFailure
{
    private Exception? _first;

    public void Set(Exception failure) => Interlocked.CompareExchange(ref _first, failure, null);

    public void ThrowIfAny()
    {
        if (_first is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}

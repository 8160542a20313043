namespace LoadLab.TargetApi.Dependencies;

/// <summary>A dependency that is waited for at start: what is missing, for <c>/readyz</c>, and once for each new reason on standard error.</summary>
internal sealed class AwaitedDependency(TextWriter errors)
{
    private volatile string? _missing;

    /// <summary>Why it is still waited for; null where it has not been tried, or is there.</summary>
    public string? Missing => _missing;

    /// <summary>Returns once <paramref name="attempt"/> has succeeded; every other failure of it than <see cref="UnavailableException"/> is the caller's.</summary>
    public async Task Wait(Func<Task> attempt, CancellationToken cancellation)
    {
        await Patience.Until(attempt, Say, cancellation);
        _missing = null;
    }

    private void Say(string reason)
    {
        if (reason != _missing)
        {
            errors.WriteLine($"target-api: waiting: {reason}");
        }

        _missing = reason;
    }
}

namespace LoadLab.Engine.Scenarios;

/// <summary>The virtual users of closed loads: each runs iterations one after another as long as its number is below the target.</summary>
internal sealed class UserPool(InstancePool instances)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _alive = [];
    private IterationBudget? _budget;
    private int _target;

    internal int Alive
    {
        get
        {
            lock (_lock)
            {
                return _alive.Count;
            }
        }
    }

    /// <summary>Starts the users that are missing; those too many end after their present iteration.</summary>
    internal void SetTarget(int users, IterationBudget? budget = null)
    {
        lock (_lock)
        {
            // Users below the last target are alive, unless a budget ended them.
            var first = _budget is null ? _target : 0;
            _target = users;
            _budget = budget;
            for (var user = first; user < users; user++)
            {
                if (_alive.Add(user))
                {
                    Start(user);
                }
            }
        }
    }

    private void Start(int user) => _ = Task.Run(() => LiveAsync(user));

    private async Task LiveAsync(int user)
    {
        var instance = instances.Take();
        while (TryGoOn(user, out var budget))
        {
            var iteration = instance.RunIterationAsync(arrival: null);
            if (iteration.IsCompleted)
            {
                // Code that never waits would keep this thread from all other users.
                await Task.Yield();
            }

            await iteration.ConfigureAwait(false);
            budget?.Complete();
        }

        instances.Return(instance);
    }

    /// <summary>Decides under the lock, so that a user which ends is started again by the next target and none is ever doubled.</summary>
    private bool TryGoOn(int user, out IterationBudget? budget)
    {
        lock (_lock)
        {
            budget = _budget;
            if (user < _target && (budget is null || budget.TryTake()))
            {
                return true;
            }

            _alive.Remove(user);
            return false;
        }
    }
}

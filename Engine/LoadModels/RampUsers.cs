namespace LoadLab.Engine.LoadModels;

/// <summary>Users from one number linearly to another, or always the same where both are equal.</summary>
/// <remarks>
/// At t the straight line rounded to the nearest whole number: the k-th change is at (k − ½)·D/|Δ|, so that rising and falling ramps mirror
/// each other and user-seconds equal those of the line.
/// </remarks>
internal sealed class RampUsers(int from, int to, long durationNs) : IUserSchedule
{
    private readonly long _changes = Math.Abs((long)to - from);

    public int UsersAt(long offsetNs) => from + (int)(Math.Sign((long)to - from) * ChangesBy(offsetNs));

    public long NextChangeNs(long offsetNs)
    {
        var next = ChangesBy(offsetNs) + 1;
        return next > _changes
            ? IUserSchedule.Never
            : (long)ArrivalRate.CeilingOf(((2 * (Int128)next) - 1) * durationNs, 2 * (Int128)_changes);
    }

    private long ChangesBy(long offsetNs)
    {
        var time = Math.Clamp(offsetNs, 0, durationNs);
        return (long)(((2 * (Int128)_changes * time) + durationNs) / (2 * (Int128)durationNs));
    }
}

namespace LoadLab.Engine.LoadModels;

/// <summary>One share's users out of all.</summary>
internal sealed class SharedUsers(IUserSchedule all, DealtShare share) : IUserSchedule
{
    public int UsersAt(long offsetNs) => (int)share.Of(all.UsersAt(offsetNs));

    /// <summary>Skips changes that fall to other shares: at most as many as there are shares.</summary>
    public long NextChangeNs(long offsetNs)
    {
        if (share.IsNone)
        {
            return IUserSchedule.Never;
        }

        var now = UsersAt(offsetNs);
        var change = all.NextChangeNs(offsetNs);
        while (change != IUserSchedule.Never && UsersAt(change) == now)
        {
            change = all.NextChangeNs(change);
        }

        return change;
    }
}

namespace LoadLab.Engine.LoadModels;

/// <summary>How many virtual users are to be alive at each moment of a closed phase.</summary>
public interface IUserSchedule
{
    /// <summary>Returned by <see cref="NextChangeNs"/> when the number stays as it is.</summary>
    const long Never = long.MaxValue;

    /// <summary>Users that should be alive at <paramref name="offsetNs"/> from the phase's start.</summary>
    int UsersAt(long offsetNs);

    /// <summary>The first moment after <paramref name="offsetNs"/> at which the number changes; <see cref="Never"/> when it does not.</summary>
    long NextChangeNs(long offsetNs);
}

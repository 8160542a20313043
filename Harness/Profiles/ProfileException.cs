namespace LoadLab.Harness.Profiles;

/// <summary>A profile cannot be used; holds every mistake found.</summary>
public sealed class ProfileException(IReadOnlyList<ProfileError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<ProfileError> Errors { get; } = errors;
}

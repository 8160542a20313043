namespace LoadLab.Harness.Profiles.Values;

/// <summary>A value read from text, or what is wrong with the text and how to mend it.</summary>
internal readonly record struct Parsed<T>(T Value, string? Error)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Wrong(string error) => new(default!, error);
}

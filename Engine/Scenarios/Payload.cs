namespace LoadLab.Engine.Scenarios;

/// <summary>A value that may be absent.</summary>
public readonly record struct Payload<T>
{
    private readonly T? _value;

    internal Payload(T value)
    {
        _value = value;
        IsSome = true;
    }

    public bool IsSome { get; }

    public bool IsNone => !IsSome;

    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public T Value => IsSome ? _value! : throw new InvalidOperationException("The response has no payload: check IsSome first, or give Response.Ok one.");
}

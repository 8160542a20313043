namespace LoadLab.Engine.Http.Transports;

/// <summary>Keeps the first of the reasons that several loops may give.</summary>
internal sealed class FirstReason
{
    private string? _text;

    public string? Text => Volatile.Read(ref _text);

    public void Note(string reason) => Interlocked.CompareExchange(ref _text, reason, null);
}

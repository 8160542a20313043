namespace LoadLab.TargetApi.Redis;

/// <summary>How much of a reply is taken, so that no server can make this program run out of memory.</summary>
/// <param name="LineBytes">Bytes of a text, an error, a number or a length.</param>
/// <param name="BulkBytes">Bytes of one bulk string.</param>
/// <param name="ReplyBytes">Bytes of a whole reply, each value in it counted with an overhead.</param>
internal sealed record RespLimits(int LineBytes = 64 * 1024, int BulkBytes = 64 * 1024 * 1024, long ReplyBytes = 512L * 1024 * 1024)
{
    /// <summary>What a value costs in memory beside its bytes.</summary>
    public const int ValueOverhead = 64;

    /// <summary>Lists within lists; the deepest reply in use has four.</summary>
    public const int Depth = 8;
}

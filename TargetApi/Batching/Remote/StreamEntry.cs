using System.Text;
using LoadLab.TargetApi.Redis;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>One entry of a Redis stream.</summary>
/// <param name="Id">Its position in the stream.</param>
/// <param name="Fields">Names and values in turn; null where the entry has been deleted and only its id was left.</param>
internal sealed record StreamEntry(string Id, IReadOnlyList<RespValue>? Fields)
{
    /// <summary>The value of a field; null where there is none.</summary>
    public byte[]? this[string name]
    {
        get
        {
            for (int i = 0; i + 1 < (Fields?.Count ?? 0); i += 2)
            {
                if (Fields![i].Text == name)
                {
                    return Fields[i + 1].Bytes;
                }
            }

            return null;
        }
    }

    public string Text(string name) => this[name] is { } bytes ? Encoding.UTF8.GetString(bytes) : "";

    /// <summary>The entries of a list of them, as XAUTOCLAIM has it.</summary>
    public static IEnumerable<StreamEntry> All(RespValue list)
    {
        foreach (RespValue item in list.Items)
        {
            if (item.Items is [var id, var fields])
            {
                yield return new StreamEntry(id.Text, fields.Kind == RespKind.List ? fields.Items : null);
            }
        }
    }

    /// <summary>The entries of the one stream that was read, as XREAD and XREADGROUP have them.</summary>
    public static IEnumerable<StreamEntry> OfRead(RespValue reply) => reply.Items is [{ Items: [_, var list] }] ? All(list) : [];
}

using System.Text;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

/// <summary>Writes down the fields it is given, as <c>name: value</c>.</summary>
internal readonly struct FieldLog() : IFieldSink
{
    public List<string> Fields { get; } = [];

    public bool OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Fields.Add($"{Encoding.Latin1.GetString(name)}: {Encoding.Latin1.GetString(value)}");
        return true;
    }
}

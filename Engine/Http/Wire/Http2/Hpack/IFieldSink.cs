namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>Is given each field of a field section, in order. A structure, so that the decoder's calls need no dispatch.</summary>
internal interface IFieldSink
{
    /// <summary>Takes one field; the bytes are valid during the call only. False ends the decoding: the field is not acceptable.</summary>
    bool OnField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}

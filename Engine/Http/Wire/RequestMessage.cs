namespace LoadLab.Engine.Http.Wire;

/// <summary>One request's bytes, at an address that stays valid and unchanged for the whole run.</summary>
/// <param name="Address">First byte, in native memory: a kernel may read it after the call that named it has returned.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct RequestMessage(nint Address, int Length);

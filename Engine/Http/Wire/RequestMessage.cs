namespace LoadLab.Engine.Http.Wire;

/// <summary>Bytes to send, at an address that stays valid and unchanged until they were sent; those of a request for the whole run.</summary>
/// <param name="Address">First byte, in native memory: a kernel may read it after the call that named it has returned.</param>
/// <param name="Length">Bytes.</param>
/// <param name="HeadLength">Of a request: how many of them are its head; its body follows.</param>
internal readonly record struct RequestMessage(nint Address, int Length, int HeadLength = 0);

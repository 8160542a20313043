namespace LoadLab.Benchmarks.Processes;

/// <summary>A run of a client that gives no figure.</summary>
internal sealed class ClientFailedException(string message, Exception? inner = null) : Exception(message, inner);

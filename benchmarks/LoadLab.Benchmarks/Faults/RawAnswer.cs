namespace LoadLab.Benchmarks.Faults;

/// <summary>An HTTP answer as far as the faults look at it.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="IsLast">The server says that it closes the connection.</param>
internal readonly record struct RawAnswer(int Status, bool IsLast);

namespace LoadLab.Benchmarks.Micro;

/// <summary>Benchmarks that work through bytes, so that a rate in bytes tells something.</summary>
internal interface IByteBenchmarks
{
    /// <summary>Bytes that one call of the method works through.</summary>
    int BytesOf(string method);
}

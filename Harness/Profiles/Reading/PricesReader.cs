namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>prices</c>.</summary>
internal static class PricesReader
{
    public static PricesConfig? Read(SectionReader prices)
    {
        if (!prices.Exists)
        {
            return null;
        }

        var result = new PricesConfig
        {
            CpuHour = prices.Number("cpu_hour") ?? 0,
            MemoryGbHour = prices.Number("memory_gb_hour") ?? 0,
            Currency = prices.Text("currency") ?? new PricesConfig().Currency,
        };
        if (!prices.Has("cpu_hour") && !prices.Has("memory_gb_hour"))
        {
            prices.Fail("cpu_hour", "no price is given: add cpu_hour, memory_gb_hour or both");
        }

        return result;
    }
}

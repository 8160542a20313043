namespace LoadLab.Engine.LoadModels;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): a well mixed number for every counter, so that any draw can be made without those before it.</summary>
internal static class SeedMixer
{
    internal static ulong Mix(ulong counter)
    {
        var mixed = unchecked(counter * 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }
}

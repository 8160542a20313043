namespace LoadLab.Harness.Profiles.Schema;

/// <summary>What may stand under a key of a profile.</summary>
internal enum KeyKind
{
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    Integer,
    Number,
    Duration,
    Size,
    Share,
    Rate,

    /// <summary>One of <see cref="KeySpec.Choices"/>.</summary>
    Choice,

    /// <summary>Two durations, the shorter first.</summary>
    DurationPair,

    TextList,

    /// <summary>A list, or one line that is split at spaces.</summary>
    TextOrList,

    /// <summary>Free keys, each with a text.</summary>
    TextMap,

    /// <summary>A map of <see cref="KeySpec.Keys"/>.</summary>
    Section,

    /// <summary>A duration, or a map of <see cref="KeySpec.Keys"/>.</summary>
    DurationOrSection,

    /// <summary>A text, or a map of <see cref="KeySpec.Keys"/>.</summary>
    TextOrSection,

    /// <summary>A list of maps of <see cref="KeySpec.Keys"/>.</summary>
    SectionList,

    /// <summary>A list of maps, each with exactly one of <see cref="KeySpec.Keys"/>.</summary>
    OneKeyList,

    /// <summary>A list of maps from axes to values.</summary>
    CellList,

    /// <summary>Free keys, each with a list of values; and <see cref="KeySpec.Keys"/>.</summary>
    Axes,
}

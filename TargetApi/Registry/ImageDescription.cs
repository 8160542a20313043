namespace LoadLab.TargetApi.Registry;

/// <summary>The <c>image</c> section of <c>model.json</c>: how pixels become the numbers of the model's training.</summary>
public sealed record ImageDescription
{
    /// <summary>Checked against the model where given; so are height and channels.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Channels { get; init; }

    /// <summary>Of pixels from 0 to 1: one for all channels, or one each. 0 where left out.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>Of pixels from 0 to 1: one for all channels, or one each. 1 where left out.</summary>
    public IReadOnlyList<float>? StandardDeviation { get; init; }

    /// <summary>True where the model was trained on negatives of what is uploaded.</summary>
    public bool Invert { get; init; }
}

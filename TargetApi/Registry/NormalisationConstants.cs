namespace LoadLab.TargetApi.Registry;

/// <summary>(x − mean) ÷ standard deviation for each named column; the other columns are taken as they are.</summary>
/// <remarks>The generated reader sets what a file leaves out to null, whatever the initial value: hence the second default of each list.</remarks>
public sealed record NormalisationConstants
{
    /// <summary>True where the model was trained on normalised rows, so that <c>/predict</c> normalises first.</summary>
    public bool ExpectedByModel { get; init; }

    public IReadOnlyList<string> Columns { get; init => field = value ?? []; } = [];

    public IReadOnlyList<float> Mean { get; init => field = value ?? []; } = [];

    public IReadOnlyList<float> StandardDeviation { get; init => field = value ?? []; } = [];
}

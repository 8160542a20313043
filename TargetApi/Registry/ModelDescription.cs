namespace LoadLab.TargetApi.Registry;

/// <summary>What <c>model.json</c> says about the model beside it. Every part is optional: a bare .onnx file has none.</summary>
public sealed record ModelDescription
{
    public string? Name { get; init; }

    /// <summary>Names of the input's columns, in order.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public NormalisationConstants? Normalisation { get; init; }

    /// <summary>For models that take images.</summary>
    public ImageDescription? Image { get; init; }

    /// <summary>The classes, in the order of the probabilities' columns.</summary>
    public IReadOnlyList<ModelLabel>? Labels { get; init; }

    /// <summary>SHA-256 of the .onnx file in hex; checked when given, because constants of another training would give wrong answers.</summary>
    public string? Sha256 { get; init; }
}

using LoadLab.TargetApi.Dependencies;

namespace LoadLab.TargetApi.Registry;

/// <summary>The folder of one model version, wherever it lies.</summary>
internal interface IArtifactStore
{
    /// <summary>More files than any ONNX model in MLflow has.</summary>
    const int MaximumFiles = 1000;

    /// <summary>Every file in the folder and below it, all paths checked; at most <see cref="MaximumFiles"/>.</summary>
    /// <exception cref="UnavailableException">The store cannot be had now.</exception>
    /// <exception cref="ModelException">There is no such folder, or what it holds cannot be a model.</exception>
    Task<IReadOnlyList<ArtifactFile>> List(CancellationToken cancellation);

    /// <summary>Writes one file to <paramref name="target"/>.</summary>
    /// <exception cref="UnavailableException">The store cannot be had now.</exception>
    /// <exception cref="ModelException">The file cannot be had at all.</exception>
    Task Download(ArtifactFile file, LimitedStream target, CancellationToken cancellation);
}

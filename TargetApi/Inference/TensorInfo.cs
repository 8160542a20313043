using LoadLab.TargetApi.Inference.Interop;

namespace LoadLab.TargetApi.Inference;

/// <summary>One input or output of a model. <see cref="ElementType"/> is Undefined for what is no tensor (a sequence, a map).</summary>
public sealed record TensorInfo(string Name, OrtElementType ElementType, IReadOnlyList<long> Dimensions)
{
    /// <summary>As in <c>float [N, 54]</c>; N stands for a size the model leaves open.</summary>
    public override string ToString()
    {
        string kind = ElementType == OrtElementType.Undefined ? "not a tensor" : ElementType.ToString().ToLowerInvariant();
        return $"{Name}: {kind} [{string.Join(", ", Dimensions.Select(d => d < 0 ? "N" : d.ToString()))}]";
    }
}

using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Registry;

/// <summary>Holds the model once it is loaded and warm; until then, the reason why there is none.</summary>
internal sealed class ModelSlot
{
    private volatile Predictor? _current;

    /// <summary>Null until the model has answered its first row.</summary>
    public Predictor? Current => _current;

    public string Reason { get; private set; } = "the model is being loaded";

    public void Set(Predictor predictor)
    {
        Reason = "";
        _current = predictor;
    }
}

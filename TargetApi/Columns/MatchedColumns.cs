using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Columns;

/// <summary>Names from elsewhere brought together with one model.</summary>
internal sealed record MatchedColumns(Predictor Predictor, ColumnOrder Order)
{
    /// <exception cref="Registry.ModelException">They are not the model's columns.</exception>
    public static MatchedColumns Of(Predictor predictor, IReadOnlyList<string> names) =>
        new(predictor, ColumnOrder.Match(names, predictor.Columns.Names, predictor.Signature.Features));
}

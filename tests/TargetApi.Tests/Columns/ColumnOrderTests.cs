using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Tests.Columns;

public sealed class ColumnOrderTests
{
    [Fact]
    public void Apply_OtherOrder_BringsRowsIntoTheModels()
    {
        FeatureRows rows = Rows([30, 10, 20], [3, 1, 2]);
        ColumnOrder.Match(["c", "a", "b"], ["a", "b", "c"], 3).Apply(rows);
        Assert.Equal([10, 20, 30, 1, 2, 3], rows.Values[..6]);
    }

    [Fact]
    public void Match_SameOrder_IsTheModels() => Assert.True(ColumnOrder.Match(["a", "b"], ["a", "b"], 2).IsModels);

    [Fact]
    public void Match_ModelWithoutNames_TakesThemAsTheyCome() => Assert.Equal(["x", "y"], ColumnOrder.Match(["x", "y"], null, 2).Names);

    [Fact]
    public void Match_TooFew_SaysHowMany() =>
        Assert.Equal("1 column names were found, the model takes 2 columns", Assert.Throws<ModelException>(() => ColumnOrder.Match(["a"], ["a", "b"], 2)).Message);

    [Fact]
    public void Match_OtherName_SaysWhichIsMissing() =>
        Assert.Contains("\"b\"", Assert.Throws<ModelException>(() => ColumnOrder.Match(["a", "x"], ["a", "b"], 2)).Message, StringComparison.Ordinal);

    private static FeatureRows Rows(params float[][] values)
    {
        var rows = new FeatureRows(values[0].Length);
        Array.ForEach(values, row => row.CopyTo(rows.Add()));
        return rows;
    }
}

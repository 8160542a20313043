using System.Text.Json;
using LoadLab.TargetApi.Features;

namespace LoadLab.TargetApi.Tests.Features;

public sealed class RowValidatorTests
{
    private static readonly string[] Columns = ["a", "b", "c"];

    public static TheoryData<string, string> Mistakes => new()
    {
        { "", """[{"type":"missing","loc":["body"],"msg":"Field required","input":null}]""" },
        { "[1]", """[{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":[1]}]""" },
        { """{"x":1}""", """[{"type":"missing","loc":["body","features"],"msg":"Field required","input":{"x":1}}]""" },
        { """{"features":7}""", """[{"type":"list_type","loc":["body","features"],"msg":"Input should be a valid list","input":7}]""" },
        { """{"features":[]}""", """[{"type":"too_short","loc":["body","features"],"msg":"List should have at least 3 items after validation, not 0","input":[],"ctx":{"field_type":"List","min_length":3,"actual_length":0}}]""" },
        { """{"features":[1,2,3,4]}""", """[{"type":"too_long","loc":["body","features"],"msg":"List should have at most 3 items after validation, not 4","input":[1,2,3,4],"ctx":{"field_type":"List","max_length":3,"actual_length":4}}]""" },
        { """{"features":[[1,2,3],[1,2]]}""", """[{"type":"too_short","loc":["body","features",1],"msg":"List should have at least 3 items after validation, not 2","input":[1,2],"ctx":{"field_type":"List","min_length":3,"actual_length":2}}]""" },
        { """{"features":[[1,2,3],5]}""", """[{"type":"list_type","loc":["body","features",1],"msg":"Input should be a valid list","input":5}]""" },
        { """{"features":[[1,2,3],[1,2,3],[1,2,3],[1,2,3],[1,2,3]]}""", """[{"type":"too_long","loc":["body","features"],"msg":"List should have at most 4 items after validation, not 5","input":[[1,2,3],[1,2,3],[1,2,3],[1,2,3],[1,2,3]],"ctx":{"field_type":"List","max_length":4,"actual_length":5}}]""" },
        { """{"features":["x",null,1e39]}""", """[{"type":"float_parsing","loc":["body","features",0],"msg":"Input should be a valid number, unable to parse string as a number","input":"x"},{"type":"float_type","loc":["body","features",1],"msg":"Input should be a valid number","input":null},{"type":"finite_number","loc":["body","features",2],"msg":"Input should be a finite number","input":1e39}]""" },
        { """{"features":[[1,2,3],[1,NaN,-Infinity]]}""", """[{"type":"finite_number","loc":["body","features",1,1],"msg":"Input should be a finite number","input":"NaN"},{"type":"finite_number","loc":["body","features",1,2],"msg":"Input should be a finite number","input":"-Infinity"}]""" },
        { """{"a":1,"c":"y"}""", """[{"type":"missing","loc":["body","b"],"msg":"Field required","input":{"a":1,"c":"y"}},{"type":"float_parsing","loc":["body","c"],"msg":"Input should be a valid number, unable to parse string as a number","input":"y"}]""" },
        { """{"features":[1,}""", """[{"type":"json_invalid","loc":["body",15],"msg":"JSON decode error","input":{},"ctx":{"error":"*"}}]""" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_AnswersAsPydanticDoes(string body, string detail)
    {
        var rows = new FeatureRows(3);
        Assert.False(RowParser.TryParse(Bodies.Utf8(body), new FeatureRows(3), 4));
        IReadOnlyList<RowError> errors = RowValidator.Read(Bodies.Utf8(body), rows, Columns, 4);
        string actual = Json(errors);
        if (detail.Contains("\"*\"", StringComparison.Ordinal))
        {
            Assert.StartsWith(detail.Split("\"*\"")[0], actual, StringComparison.Ordinal);
            Assert.NotEqual("", errors[0].Context![0].Value);
            return;
        }

        Assert.Equal(detail, actual);
    }

    [Theory]
    [InlineData("""{"features":["1.5",true," 2 "]}""", new float[] { 1.5f, 1, 2 })]
    [InlineData("""{"features":[9,9,9],"features":[1,2,3]}""", new float[] { 1, 2, 3 })]
    [InlineData("""{"c":3,"a":1,"b":2}""", new float[] { 1, 2, 3 })]
    [InlineData("""{"note":"NaN \" Infinity","features":[1,2,"3"]}""", new float[] { 1, 2, 3 })]
    public void Read_WhatPydanticTakes_IsTaken(string body, float[] row)
    {
        var rows = new FeatureRows(3);
        Assert.Empty(RowValidator.Read(Bodies.Utf8(body), rows, Columns, 4));
        Assert.Equal(1, rows.Count);
        Assert.Equal(row, rows[0].ToArray());
    }

    [Fact]
    public void Read_VeryManyMistakes_EndsTheListSomewhere()
    {
        string row = Bodies.Row(3, (0, "null"), (1, "null"), (2, "null"));
        string body = Bodies.Features($"[{string.Join(",", Enumerable.Repeat(row, 2000))}]");
        Assert.Equal(1000, RowValidator.Read(Bodies.Utf8(body), new FeatureRows(3), Columns, 5000).Count);
    }

    /// <summary>Through the code that answers requests, so that the shape on the wire is what is compared.</summary>
    private static string Json(IReadOnlyList<RowError> errors)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            TargetApi.Endpoints.ErrorAnswers.Write(json, errors);
        }

        using var document = JsonDocument.Parse(body.ToArray());
        return document.RootElement.GetProperty("detail").GetRawText();
    }
}

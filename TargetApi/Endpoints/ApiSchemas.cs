using LoadLab.TargetApi.Inference;
using Microsoft.OpenApi;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>The named schemas of the OpenAPI document; the error ones carry FastAPI's names.</summary>
internal static class ApiSchemas
{
    public static Dictionary<string, IOpenApiSchema> All(ModelSignature? model, int maximumRows) => new()
    {
        ["FeaturesRequest"] = Object(("features", Features(model, maximumRows), true)),
        ["PredictResponse"] = Prediction(),
        ["ClassifyResponse"] = Prediction(),
        ["EmbedResponse"] = Object(("embeddings", ArrayOf(ArrayOf(Number())), true), ("model", Text(), true)),
        ["NormalizeResponse"] = Object(("normalized", ArrayOf(ArrayOf(Number())), true), ("model", Text(), true)),
        ["Status"] = Object(("status", Text(), true), ("model", Text(), false)),
        ["Detail"] = Object(("detail", Text(), true)),
        ["HTTPValidationError"] = Object(("detail", ArrayOf(ValidationError()), true)),
    };

    private static OpenApiSchema Prediction() => Object(
        ("predictions", ArrayOf(new OpenApiSchema { Type = JsonSchemaType.Integer }), true),
        ("labels", ArrayOf(Text()), false),
        ("probabilities", ArrayOf(ArrayOf(Number())), false),
        ("model", Text(), true));

    private static OpenApiSchema Features(ModelSignature? model, int maximumRows)
    {
        OpenApiSchema row = ArrayOf(Number());
        row.MinItems = row.MaxItems = model?.Features;
        OpenApiSchema rows = ArrayOf(row);
        rows.MinItems = 1;
        rows.MaxItems = maximumRows;
        return new OpenApiSchema { OneOf = [row, rows], Description = "One row of numbers, or a list of rows" };
    }

    private static OpenApiSchema ValidationError() => Object(
        ("type", Text(), true),
        ("loc", ArrayOf(new OpenApiSchema { AnyOf = [Text(), new OpenApiSchema { Type = JsonSchemaType.Integer }] }), true),
        ("msg", Text(), true),
        ("input", new OpenApiSchema(), false),
        ("ctx", new OpenApiSchema { Type = JsonSchemaType.Object }, false));

    private static OpenApiSchema Object(params (string Name, IOpenApiSchema Schema, bool Required)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(m => m.Name, m => m.Schema),
        Required = members.Where(m => m.Required).Select(m => m.Name).ToHashSet(),
    };

    private static OpenApiSchema ArrayOf(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Number };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}

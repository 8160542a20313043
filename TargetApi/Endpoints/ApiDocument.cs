using System.Text.Json.Nodes;
using LoadLab.TargetApi.Registry;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Fills the OpenAPI document: what each operation is for, its body, its answers, and examples that work with the loaded model.</summary>
internal sealed class ApiDocument(IModelSource models, int maximumRows) : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";

    // Published ranges of the cover-type columns give a believable row; models of other widths get zeros.
    private static readonly float[] ExampleStart = [2596, 51, 3, 258, 0, 510, 221, 232, 148, 6279, 1];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "LoadLab target API",
            Version = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3),
            Description = "A small inference service to put under load.",
        };

        // Relative: right behind any host name, port or proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas = ApiSchemas.All(models.Current?.Signature, maximumRows);
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                operation.OperationId = path.Trim('/') + "_" + method.Method.ToLowerInvariant();
                Describe(path, operation, document);
            }
        }

        return Task.CompletedTask;
    }

    private void Describe(string path, OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Summary = Summary(path);
        operation.Responses = path switch
        {
            "/predict" => Answers(document, "PredictResponse"),
            "/normalize" => Answers(document, "NormalizeResponse"),
            "/classify" => ImageAnswers(document, "ClassifyResponse"),
            "/embed" => ImageAnswers(document, "EmbedResponse"),
            "/readyz" => new OpenApiResponses
            {
                ["200"] = Answer("Ready", Reference(document, "Status"), null),
                ["503"] = Answer("Not ready; the detail says why", Reference(document, "Detail"), null),
            },
            "/metrics" => new OpenApiResponses { ["200"] = Answer("Prometheus text", null, "text/plain") },
            _ => new OpenApiResponses { ["200"] = Answer("OK", new OpenApiSchema { Type = JsonSchemaType.Object }, null) },
        };
        operation.RequestBody = path switch
        {
            "/predict" or "/normalize" => Body(document),
            "/classify" or "/embed" => ImageBody(),
            _ => null,
        };
    }

    private static string Summary(string path) => path switch
    {
        "/empty" => "Does nothing: the floor that every other endpoint stands on",
        "/normalize" => "Normalises rows as the model's training did; no inference",
        "/predict" => "Predicts one row or several",
        "/classify" => "Classifies one image or several",
        "/embed" => "Turns one image or several into vectors",
        "/healthz" => "The process is alive",
        "/readyz" => "The model is loaded and warm",
        "/metrics" => "Counters and histograms for Prometheus",
        _ => "",
    };

    private OpenApiRequestBody Body(OpenApiDocument document)
    {
        int features = models.Current?.Signature.Features ?? 54;
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new()
                {
                    Schema = Reference(document, "FeaturesRequest"),
                    Examples = new Dictionary<string, IOpenApiExample>
                    {
                        ["one row"] = new OpenApiExample { Value = new JsonObject { ["features"] = Row(features) } },
                        ["several rows"] = new OpenApiExample { Value = new JsonObject { ["features"] = new JsonArray(Row(features), Row(features)) } },
                    },
                },
            },
        };
    }

    private static OpenApiRequestBody ImageBody()
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["files"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = file } },
        };
        var bytes = new OpenApiMediaType { Schema = file };
        return new OpenApiRequestBody
        {
            Required = true,
            Description = "JPEG or PNG files: a form of one or several under any name, or the bytes of one",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = form },
                ["image/jpeg"] = bytes,
                ["image/png"] = bytes,
                ["application/octet-stream"] = bytes,
            },
        };
    }

    private static JsonArray Row(int features)
    {
        bool coverType = features == 54;
        return new JsonArray([.. Enumerable.Range(0, features).Select(i => JsonValue.Create(coverType ? Example(i) : 0))]);
    }

    private static float Example(int column) => column < ExampleStart.Length ? ExampleStart[column] : column == 42 ? 1 : 0;

    private static OpenApiResponses Answers(OpenApiDocument document, string schema) => new()
    {
        ["200"] = Answer("Successful Response", Reference(document, schema), null),
        ["413"] = Answer("Body too large", Reference(document, "Detail"), null),
        ["422"] = Answer("Validation Error", Reference(document, "HTTPValidationError"), null),
        ["503"] = Answer("The model is not loaded yet", Reference(document, "Detail"), null),
    };

    private static OpenApiResponses ImageAnswers(OpenApiDocument document, string schema)
    {
        OpenApiResponses answers = Answers(document, schema);
        answers["400"] = Answer("The form cannot be read", Reference(document, "Detail"), null);
        answers["413"] = Answer("Body too large, or an image of too many pixels", Reference(document, "Detail"), null);
        answers["415"] = Answer("Neither JPEG nor PNG", Reference(document, "Detail"), null);
        answers["501"] = Answer("There is no image model, or it does something else", Reference(document, "Detail"), null);
        return answers;
    }

    private static OpenApiResponse Answer(string description, IOpenApiSchema? schema, string? type) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [type ?? Json] = new() { Schema = schema ?? new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };

    private static OpenApiSchemaReference Reference(OpenApiDocument document, string name) => new(name, document);
}

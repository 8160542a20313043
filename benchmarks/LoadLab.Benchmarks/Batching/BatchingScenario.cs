using System.Text.Json.Nodes;

namespace LoadLab.Benchmarks.Batching;

/// <summary>A model and the endpoint that it is asked by.</summary>
internal sealed record BatchingScenario
{
    /// <summary>Of the scenario, and the label of the endpoint in the target's metrics.</summary>
    public required string Name { get; init; }

    /// <summary>Names a folder of <c>models/</c>, whose inputs with known answers are what is asked.</summary>
    public required string Model { get; init; }

    /// <summary>The target's setting that takes the model.</summary>
    public required string ModelSetting { get; init; }

    public required string Title { get; init; }

    public required string ContentType { get; init; }

    /// <summary>The inputs in the model's <c>expected.json</c>.</summary>
    public required string InputsMember { get; init; }

    /// <summary>An input as the body of a request.</summary>
    public required Func<JsonNode, byte[]> ToBody { get; init; }

    public string Path => $"/{Name}";

    public static IReadOnlyList<BatchingScenario> All { get; } =
    [
        new()
        {
            Name = "predict",
            Model = "covertype-mlp",
            ModelSetting = "MODEL",
            Title = "POST /predict, one row of 54 numbers to a perceptron",
            ContentType = Clients.ClientJob.BodyType,
            InputsMember = "rows",
            ToBody = row => System.Text.Encoding.UTF8.GetBytes($$"""{"features":{{row.ToJsonString()}}}"""),
        },
        new()
        {
            Name = "classify",
            Model = "digits-cnn",
            ModelSetting = "IMAGE_MODEL",
            Title = "POST /classify, one PNG of a digit to a convolutional network",
            ContentType = "image/png",
            InputsMember = "images",
            ToBody = image => Convert.FromBase64String(image.GetValue<string>()),
        },
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(scenario => scenario.Name)];

    /// <summary>Bodies that ask for different answers. Load is made with the first.</summary>
    public IReadOnlyList<byte[]> ReadBodies(Repository repository)
    {
        var expected = JsonNode.Parse(File.ReadAllText(repository.ModelFile(Model, "expected.json")))!;
        return [.. expected[InputsMember]!.AsArray().Select(input => ToBody(input!))];
    }
}

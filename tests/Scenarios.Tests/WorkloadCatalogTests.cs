using System.Text.Json;

namespace LoadLab.Scenarios.Tests;

public sealed class WorkloadCatalogTests
{
    private static readonly (int Lowest, int Highest)[] Ranges =
    [
        (1859, 3858), (0, 360), (0, 66), (0, 1397), (-173, 601), (0, 7117), (0, 254), (0, 254), (0, 254), (0, 7173),
    ];

    public static TheoryData<string> AllNames => [.. WorkloadCatalog.Names];

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Create_EveryName_GivesAWorkloadOfThatName(string name)
    {
        var workload = WorkloadCatalog.Create(name, 1);

        Assert.Equal(name, workload.Name);
        Assert.NotEmpty(workload.Description);
        Assert.Single(workload.Requests);
    }

    [Fact]
    public void Create_Empty_IsAGetWithoutBody()
    {
        var request = Assert.Single(WorkloadCatalog.Create("empty", 1).Requests);

        Assert.Equal(("GET", "/empty"), (request.Method, request.Path));
        Assert.Null(request.Feed);
    }

    [Theory]
    [InlineData("normalize", "/normalize", 1)]
    [InlineData("predict", "/predict", 1)]
    [InlineData("predict-rows", "/predict", 16)]
    public void Create_Posts_CarryRowsOfTheForestCoverSchema(string name, string path, int rows)
    {
        var request = Assert.Single(WorkloadCatalog.Create(name, 1).Requests);

        Assert.Equal(("POST", path), (request.Method, request.Path));
        Assert.Contains(new KeyValuePair<string, string>("Content-Type", "application/json"), request.Headers);
        Assert.Equal(256, request.Feed!.Rows.Count);
        Assert.All(request.Feed.Rows.Select(row => row.Body!.Value), body =>
        {
            var features = FeaturesOf(body);
            Assert.Equal(rows, features.Length);
            Assert.All(features, AssertIsForestCover);
        });
    }

    [Fact]
    public void Create_Predict_UsesAllWildernessAreasAndManySoils()
    {
        var rows = WorkloadCatalog.Create("predict-rows", 1).Requests[0].Feed!.Rows.SelectMany(row => FeaturesOf(row.Body!.Value)).ToList();

        Assert.Equal(44, Enumerable.Range(10, 44).Count(column => rows.Any(row => row[column] == 1)));
        Assert.InRange(rows.Average(row => row[0]), 2_930, 2_990);
    }

    [Fact]
    public void Create_SameSeed_GivesTheSameBodies()
    {
        Assert.Equal(Bodies(7), Bodies(7));
        Assert.NotEqual(Bodies(7), Bodies(8));
    }

    [Fact]
    public void Create_UnknownName_ListsTheNames() =>
        Assert.Contains("empty, normalize, predict", Assert.Throws<KeyNotFoundException>(() => WorkloadCatalog.Create("predcit", 1)).Message);

    private static void AssertIsForestCover(int[] row)
    {
        Assert.Equal(54, row.Length);
        Assert.All(Ranges.Zip(row), column => Assert.InRange(column.Second, column.First.Lowest, column.First.Highest));
        Assert.All(row[10..], flag => Assert.InRange(flag, 0, 1));
        Assert.Equal((1, 1), (row[10..14].Sum(), row[14..].Sum()));
    }

    private static int[][] FeaturesOf(ReadOnlyMemory<byte> body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("features").Deserialize<int[][]>()!;

    private static List<string> Bodies(int seed) =>
        [.. Assert.Single(WorkloadCatalog.Create("predict", seed).Requests).Feed!.Rows.Select(row => Convert.ToHexString(row.Body!.Value.Span))];
}

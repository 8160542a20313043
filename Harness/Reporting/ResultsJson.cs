using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;
using static LoadLab.Harness.Reporting.JsonParts;

namespace LoadLab.Harness.Reporting;

/// <summary><c>results.json</c>: what the analysis says, for programs. Its schema is docs/results.schema.json; change both together.</summary>
internal static class ResultsJson
{
    /// <summary>Raised when a reader of the former version would misread the file; added fields do not raise it.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ReportData data)
    {
        var (sweep, analysis) = (data.Sweep, data.Analysis);
        return new JsonObject
        {
            ["version"] = Version,
            ["name"] = sweep.Profile.Name,
            ["loadLabVersion"] = sweep.Environment.LoadLabVersion,
            ["startedAt"] = sweep.Environment.StartedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["trialsPlanned"] = sweep.PlannedTrials,
            ["trialsDone"] = sweep.Trials.Count,
            ["kind"] = Name(analysis.Kind),
            ["recommendations"] = List(analysis.Recommendations, Recommendation),
            ["findings"] = Texts(analysis.Findings),
            ["caveats"] = Texts(analysis.Caveats),
            ["ladders"] = LadderJson.Of(analysis.Ladders),
            ["comparison"] = LadderJson.Of(analysis.Comparison),
            ["configurations"] = List(analysis.Configurations, Configuration),
        }.ToJsonString(Options) + "\n";
    }

    private static JsonObject Recommendation(Recommendation one) => new()
    {
        ["load"] = one.Load,
        ["configuration"] = one.ConfigurationId,
        ["confidence"] = Name(one.Confidence),
        ["what"] = one.What,
        ["why"] = one.Why,
        ["caveats"] = Texts(one.Caveats),
        ["tiedWith"] = Texts(one.TiedWith),
        ["pValue"] = one.PValue,
    };

    private static JsonObject Configuration(ConfigurationAnalysis one)
    {
        var figures = Figures(one);
        if (one.Steps.Count > 0)
        {
            figures["steps"] = List(one.Steps, Step);
        }

        if (AgentsJson.Of(one) is { } agents)
        {
            figures["agents"] = agents;
        }

        return figures;
    }

    private static JsonObject Step(StepAnalysis step) => new()
    {
        ["name"] = step.Name,
        ["runsPerSecond"] = Estimate(step.PerSecond),
        ["durationP50Ms"] = Estimate(step.P50Ms),
        ["durationP95Ms"] = Estimate(step.P95Ms),
        ["durationP99Ms"] = Estimate(step.P99Ms),
        ["errorRate"] = Estimate(step.ErrorRate),
    };

    private static JsonObject Figures(ConfigurationAnalysis one) => new()
    {
        ["id"] = one.Id,
        ["label"] = one.Configuration.Label,
        ["parameters"] = new JsonObject(one.Configuration.Parameters.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)it.Value))),
        ["trials"] = new JsonObject
        {
            ["used"] = one.Used.Count,
            ["suspect"] = one.Suspect.Count(),
            ["invalid"] = one.InvalidTrials,
            ["failed"] = one.FailedTrials,
        },
        ["requestsPerSecond"] = Estimate(one.Throughput),
        ["responseMeanMs"] = Estimate(one.MeanMs),
        ["responseP50Ms"] = Estimate(one.P50Ms),
        ["responseP95Ms"] = Estimate(one.P95Ms),
        ["responseP99Ms"] = Estimate(one.P99Ms),
        ["errorRate"] = Estimate(one.ErrorRate),
        ["costPerMillion"] = Estimate(one.CostPerMillion),
        ["blockedShare"] = Estimate(one.Times.BlockedShare),
        ["blockedP99Ms"] = Estimate(one.Times.BlockedP99Ms),
        ["connectsPerRequest"] = Estimate(one.Times.ConnectsPerRequest),
        ["connectP50Ms"] = Estimate(one.Times.ConnectP50Ms),
        ["connectP99Ms"] = Estimate(one.Times.ConnectP99Ms),
        ["firstByteP50Ms"] = Estimate(one.Times.FirstByteP50Ms),
        ["firstByteP99Ms"] = Estimate(one.Times.FirstByteP99Ms),
        ["serviceP50Ms"] = Estimate(one.Times.ServiceP50Ms),
        ["serviceP99Ms"] = Estimate(one.Times.ServiceP99Ms),
        ["percentiles"] = List(one.Percentiles, point => new JsonObject { ["percentile"] = point.Percentile, ["ms"] = point.Milliseconds }),
        ["slo"] = List(one.Slo, Slo),
        ["stageSeconds"] = new JsonObject(one.StageSeconds.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)it.Value))),
        ["batches"] = Batches(one.Batches),
        ["limit"] = Name(one.Diagnosis.Limit),
        ["marks"] = List(one.Marks, mark => new JsonObject { ["kind"] = Name(mark.Kind), ["amount"] = mark.Amount, ["text"] = mark.Badge }),
        ["diagnosis"] = Texts(Html.DiagnosisSection.Sentences(one)),
        ["doubts"] = List(one.Trials.Where(trial => trial.Validity.Verdict != Verdict.Valid || trial.Failure is not null), Doubt),
    };

    private static JsonObject? Batches(BatchFigures? batches) => batches is null ? null : new JsonObject
    {
        ["meanSize"] = Estimate(batches.MeanSize),
        ["limit"] = Estimate(batches.Limit),
        ["fillRate"] = Estimate(batches.FillRate),
        ["batchMs"] = Estimate(batches.BatchMs),
        ["itemMs"] = Estimate(batches.ItemMs),
    };

    private static JsonObject Slo(SloCheck check) => new()
    {
        ["bound"] = check.Bound.Name,
        ["limit"] = check.Bound.Limit,
        ["upper"] = check.Bound.IsUpper,
        ["measured"] = Estimate(check.Measured),
        ["state"] = Name(check.State),
    };

    private static JsonObject Doubt(TrialResult trial) => new()
    {
        ["trial"] = trial.Id,
        ["outcome"] = Name(trial.Outcome),
        ["failureKind"] = trial.FailureKind is { } kind ? Name(kind) : null,
        ["verdict"] = Name(trial.Validity.Verdict),
        ["reasons"] = Texts(trial.Validity.Reasons.Prepend(trial.Failure).OfType<string>()),
    };

    private static JsonObject? Estimate(Estimate? estimate) => estimate is null ? null : new JsonObject
    {
        ["mean"] = estimate.Mean,
        ["trials"] = estimate.Count,
        ["standardDeviation"] = estimate.StandardDeviation,
        ["lower95"] = estimate.Lower,
        ["upper95"] = estimate.Upper,
    };
}

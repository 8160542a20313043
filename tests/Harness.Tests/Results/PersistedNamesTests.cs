using System.Text.Json;
using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Results;

/// <summary>Report folders outlive builds: these names and numbers may grow, never change.</summary>
public sealed class PersistedNamesTests
{
    [Fact]
    public void TrialOutcome_Persisted_IsFrozen() =>
        AssertFrozen<TrialOutcome>("0=completed 1=targetFailed 2=loadFailed");

    [Fact]
    public void FailureKind_Persisted_IsFrozen() =>
        AssertFrozen<FailureKind>("0=other 1=outOfMemory 2=rejected 3=notReady 4=ended");

    [Fact]
    public void Verdict_Persisted_IsFrozen() =>
        AssertFrozen<Verdict>("0=valid 1=suspect 2=invalid");

    [Fact]
    public void ErrorKind_Persisted_IsFrozen() =>
        AssertFrozen<ErrorKind>(
            "0=connectRefused 1=connectTimeout 2=connectFailed 3=connectionReset 4=connectionClosed 5=responseTimeout "
            + "6=protocolError 7=unfinished 8=scenarioFailed 9=tlsFailed");

    [Fact]
    public void DeploymentKind_Persisted_IsFrozen() => AssertFrozen<DeploymentKind>("0=local 1=swarm 2=external");

    [Fact]
    public void TrialOrder_Persisted_IsFrozen() => AssertFrozen<TrialOrder>("0=shuffled 1=sequential");

    [Fact]
    public void ObjectiveKind_Persisted_IsFrozen() => AssertFrozen<ObjectiveKind>("0=maximiseThroughput 1=minimiseCost 2=minimiseP99");

    [Fact]
    public void AgentEnd_Persisted_IsFrozen() => AssertFrozen<AgentEnd>("0=finished 1=lost 2=left 3=failed");

    [Fact]
    public void AgentEventKind_Persisted_IsFrozen() =>
        AssertFrozen<AgentEventKind>("0=joined 1=left 2=lost 3=reconnected 4=returned 5=takenOver 6=shared 7=repeated 8=ended");

    [Fact]
    public void FormatVersion_Persisted_IsOne() => Assert.Equal(1, ReportFolder.FormatVersion);

    [Fact]
    public void TrialJson_FieldsOfTheFirstFormat_CanStillBeRead()
    {
        const string FirstFormat = """
            {
              "id": "c01-r1", "configurationId": "c01", "repeat": 1, "sequence": 4, "startedAt": "2026-01-02T03:04:05+00:00",
              "outcome": "targetFailed", "failure": "no model",
              "load": {
                "measuredSeconds": 4, "requestsPerSecond": 2.5, "errorRate": 0.25,
                "counts": { "planned": 20, "sent": 19, "ok": 12, "failed": 4, "missed": 1, "bytesSent": 5, "bytesReceived": 6,
                  "statuses": { "200": 12 }, "errors": { "connectRefused": 2 } },
                "responseTime": { "count": 1, "minMs": 2, "p9999Ms": 2.5 }, "serviceTime": { "count": 0 }, "lateness": { "count": 0 },
                "peakInFlight": 7, "peakConnections": 8, "transport": "epoll",
                "generator": { "loopCpuShare": [0.25], "processCpu": "00:00:01.5000000", "gcPause": "00:00:00", "allocatedBytes": 11 }
              },
              "replicas": [{ "index": 0, "endpoint": "http://127.0.0.1:1234", "meanCores": 0.5 }],
              "limits": { "cpuBy": "cgroup-v1", "memoryBy": "none", "cpus": 0.5 },
              "validity": { "verdict": "suspect", "reasons": ["late"] }, "readySeconds": 1.5, "stageSeconds": { "infer": 0.001 }
            }
            """;

        var trial = JsonSerializer.Deserialize<TrialResult>(FirstFormat, ResultJson.Options)!;

        Assert.Equal(TrialOutcome.TargetFailed, trial.Outcome);
        Assert.Equal(2, trial.Load!.Counts.Errors[ErrorKind.ConnectRefused]);
        Assert.Equal(12, trial.Load.Counts.Statuses[200]);
        Assert.Equal(TimeSpan.FromSeconds(1.5), trial.Load.Generator.ProcessCpu);
        Assert.Equal(2.5, trial.Load.ResponseTime.P9999Ms);
        Assert.Equal("late", Assert.Single(trial.Validity.Reasons));
        Assert.Equal(0.001, trial.StageSeconds["infer"]);
        Assert.Null(trial.FailureKind);
        Assert.Null(trial.Agents);
        Assert.Equal((null, 0), (trial.Replicas[0].MeanReceivedBytesPerSecond, trial.Replicas[0].OomKills));
    }

    private static void AssertFrozen<TEnum>(string expected)
        where TEnum : struct, Enum =>
        Assert.Equal(expected, string.Join(' ', Enum.GetValues<TEnum>().Select(value =>
            $"{Convert.ToInt32(value)}={JsonSerializer.Serialize(value, ResultJson.Options).Trim('"')}")));
}

using System.Net.Sockets;
using System.Text;
using LoadLab.Harness.Cli.Doctor;
using LoadLab.Harness.Tests.Results;

namespace LoadLab.Harness.Tests.Cli.Doctor;

public sealed class DoctorChecksTests : IDisposable
{
    private const string ClockFile = "sys/devices/system/clocksource/clocksource0/current_clocksource";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    private DoctorContext Context(params (string Name, string Value)[] environment) => new()
    {
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
        HarnessFolder = _root["Harness/bin/Debug/net10.0"],
        Root = _root.Path,
        SourceTree = _root.Path,
    };

    [Theory]
    [InlineData(140, "Ok")]
    [InlineData(0, "Warn")]
    public void Tls_TrustedAuthorities_AreNeeded(int authorities, string expected) =>
        Assert.Equal(expected, OptionalChecks.JudgeTls(authorities).Status.ToString());

    [Theory]
    [InlineData("tsc\n", "Ok")]
    [InlineData("kvm-clock\n", "Ok")]
    [InlineData("hpet\n", "Warn")]
    [InlineData(null, "Warn")]
    public void ClockSource_AsTheKernelSays_IsJudged(string? source, string expected)
    {
        Write(ClockFile, source);

        Assert.Equal(expected, MachineChecks.ClockSource(Context()).Status.ToString());
    }

    [Theory]
    [InlineData("Max open files            1024                 4096                 files", "Warn")]
    [InlineData("Max open files            65536                65536                files", "Ok")]
    [InlineData("Max open files            unlimited            unlimited            files", "Ok")]
    [InlineData(null, "Warn")]
    public void OpenFiles_SoftLimit_IsJudged(string? line, string expected)
    {
        Write("proc/self/limits", line is null ? null : $"Limit                     Soft Limit           Hard Limit           Units\n{line}\n");

        Assert.Equal(expected, MachineChecks.OpenFiles(Context()).Status.ToString());
    }

    [Fact]
    public void Cgroup_Version2Writable_IsOkAndLeavesNothing()
    {
        Write("proc/self/cgroup", "0::/user/me\n");
        Write("proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
        Write("sys/fs/cgroup/user/me/cgroup.controllers", "cpu memory pids\n");

        var result = CgroupCheck.Run(Context());

        Assert.Equal((CheckStatus.Ok, "by cgroup v2"), (result.Status, result.Finding));
        Assert.Empty(Directory.GetDirectories(_root["sys/fs/cgroup/user/me"]));
    }

    [Fact]
    public void Cgroup_OfTheWholeMachineNotWritable_IsNamedAsItIsMounted()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        // The folder that is tried is a file's name already.
        Write($"sys/fs/cgroup/loadlab-doctor-{Environment.ProcessId}", "");

        Assert.StartsWith($"{_root["sys/fs/cgroup"]} cannot be written", CgroupCheck.Run(Context() with { Root = _root.Path + "/" }).Finding);
    }

    [Fact]
    public void Cgroup_Version2WithoutMemory_SaysWhatIsMissing()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpu pids\n");

        var result = CgroupCheck.Run(Context());

        Assert.Equal(CheckStatus.Warn, result.Status);
        Assert.StartsWith("no control group for memory:", result.Finding);
    }

    [Fact]
    public void Cgroup_Version1_IsFoundByController()
    {
        Write("proc/self/cgroup", "4:memory:/job\n3:cpu,cpuacct:/job\n");
        Write("proc/self/mounts", "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu,cpuacct 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n");
        Directory.CreateDirectory(_root["sys/fs/cgroup/cpu/job"]);
        Directory.CreateDirectory(_root["sys/fs/cgroup/memory/job"]);

        Assert.Equal("by cgroup v1", CgroupCheck.Run(Context()).Finding);
    }

    [Fact]
    public void TargetApi_BuiltInTheSameTree_IsFoundAndItsLibraryAskedFor()
    {
        Write("LoadLab.sln", "");
        Assert.Equal(CheckStatus.Missing, TargetChecks.TargetApi(Context()).Status);
        Write("TargetApi/bin/Debug/net10.0/target-api.dll", "");
        Write("TargetApi/bin/Debug/net10.0/libonnxruntime.so.1", "not a library");

        Assert.Equal(CheckStatus.Ok, TargetChecks.TargetApi(Context()).Status);
        Assert.Contains("cannot be loaded", TargetChecks.OnnxRuntime(Context()).Finding);
    }

    [Fact]
    public void TargetApi_NamedButNotThere_IsMissing() =>
        Assert.Contains("/gone.dll, which is not there", TargetChecks.TargetApi(Context(("LOADLAB_TARGET_API", "/gone.dll"))).Finding);

    [Fact]
    public void Assets_NotInstalled_SaysHowToInstallThem() =>
        Assert.Equal("run: sh assets/install.sh", RuntimeChecks.Assets(Context()).Mend);

    [Fact]
    public async Task Node_NotOnThePath_IsTold() =>
        Assert.Equal(CheckStatus.Warn, (await RuntimeChecks.NodeAsync(Context(("PATH", _root.Path)), default)).Status);

    [Fact]
    public async Task Node_TooOld_IsTold()
    {
        Write("node", "#!/bin/sh\necho v12.22.1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_root["node"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var result = await RuntimeChecks.NodeAsync(Context(("PATH", _root.Path)), default);

        Assert.Equal((CheckStatus.Warn, "v12.22.1 is too old to draw the still figures (PNG, SVG) of reports"), (result.Status, result.Finding));
    }

    [Fact]
    public void Generator_RequestsFailed_IsMissing()
    {
        Assert.Equal(CheckStatus.Missing, GeneratorCheck.Judge(SampleResults.Load()).Status);
        var clean = SampleResults.Load() with { Counts = new Engine.RequestCounts { Ok = 10 } };
        Assert.StartsWith("3 requests/s over loopback by one loop (epoll), which was busy 25", GeneratorCheck.Judge(clean with { OkInTime = 12 }).Finding);
    }

    [Fact]
    public void Report_OneRequiredThingMissing_ExitsSevenAndTellsTheWayOut()
    {
        using var output = new StringWriter();
        var report = new DoctorReport(output);
        report.Add(CheckResult.Ok("a", "fine"));
        report.Add(CheckResult.Warn("b", "so so", "mend b"));
        Assert.Equal(ExitCode.Success, report.ExitCode);
        report.Add(CheckResult.Missing("c", "gone", "mend c"));
        report.Conclude();

        Assert.Equal(ExitCode.MissingPrerequisite, report.ExitCode);
        Assert.Equal(
            """
            ok      a                       fine
            warn    b                       so so
                                            → mend b
            missing c                       gone
                                            → mend c

            1 required thing is missing.

            """,
            output.ToString());
    }

    [Fact]
    public async Task LoopbackServer_RequestsSplitAnywhere_AreEachAnsweredOnce()
    {
        using var server = new LoopbackServer();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        var requests = Encoding.ASCII.GetBytes("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
        foreach (var part in requests.Chunk(5))
        {
            await client.SendAsync(part);
        }

        using var reader = new StreamReader(new NetworkStream(client));
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal(2, (await reader.ReadToEndAsync()).Split("HTTP/1.1 200 OK").Length - 1);
    }

    private void Write(string path, string? text)
    {
        if (text is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root[path])!);
            File.WriteAllText(_root[path], text);
        }
    }
}

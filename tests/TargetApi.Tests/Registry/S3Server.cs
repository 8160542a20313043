using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;

namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>npm's s3rver on a free port with one bucket in a temporary folder. Its one user is S3RVER; it refuses others, but does not verify signatures of version 4.</summary>
internal sealed partial class S3Server : IDisposable
{
    public const string Bucket = "registry";
    public const string User = "S3RVER";

    private const string Node = "/usr/bin/node";

    private readonly ModelsFolder _data = new();
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private S3Server(string port)
    {
        var start = new ProcessStartInfo(Node, [Script, "-d", _data.Path, "-a", "127.0.0.1", "-p", port, "--configure-bucket", Bucket])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Append(e.Data);
        _process.ErrorDataReceived += (_, e) => Append(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Why there can be no such server here; null where there can.</summary>
    public static string? WhyNot =>
        !File.Exists(Node) ? $"{Node} is not installed (Debian: apt-get install nodejs npm)."
        : !File.Exists(Script) ? "npm's s3rver is not installed (sh assets/install.sh tests/npm)."
        : null;

    public string Address { get; private set; } = "";

    private static string Script { get; } = Path.GetFullPath(
        typeof(S3Server).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "S3Server").Value!);

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>What a service needs to read from it.</summary>
    public (string Name, string Value)[] Settings(string user = User) =>
        [("MLFLOW_S3_ENDPOINT_URL", Address), ("AWS_ACCESS_KEY_ID", user), ("AWS_SECRET_ACCESS_KEY", User)];

    public static async Task<S3Server> Start(string port = "0")
    {
        var server = new S3Server(port);
        await Eventually.Is(() => Listening().IsMatch(server.Output), () => server.Output);
        server.Address = $"http://{Listening().Match(server.Output).Value}";
        return server;
    }

    /// <summary>Puts all files of a folder into the bucket, with the folder's name and a slash before theirs.</summary>
    public async Task Upload(string folder, string prefix)
    {
        using var client = new AmazonS3Client(User, User, new AmazonS3Config { ServiceURL = Address, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            // The whole file at once: chunked uploads with trailing checksums are Amazon's own invention.
            await client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = Bucket,
                Key = prefix + Path.GetRelativePath(folder, file),
                FilePath = file,
                UseChunkEncoding = false,
            });
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _data.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [GeneratedRegex(@"(?<=S3rver listening on )127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}

using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Columns;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.RequestLogs;

namespace LoadLab.TargetApi.Settings;

/// <summary>All settings of the target API, read from the environment once, at start-up.</summary>
public sealed record TargetSettings
{
    /// <summary>Not from the environment: true where the program was started as <c>target-api worker</c>, to answer jobs from the queue in Redis.</summary>
    public bool TakesJobs { get; init; }

    [Setting("HOST", "address to listen on: an IP address, localhost, or * for every address; 0.0.0.0 where DOTNET_RUNNING_IN_CONTAINER is true, else 127.0.0.1")]
    public string Host { get; init; } = "127.0.0.1";

    [Setting("PORT", "TCP port; 0 takes a free one and the start-up line says which", Minimum = 0, Maximum = 65535)]
    public int Port { get; init; } = 8000;

    [Setting("WORKERS", "worker processes that share the port", Minimum = 1, Maximum = 64)]
    public int Workers { get; init; } = 1;

    [Setting("MODEL", "a model in MODELS_DIR by name, or a path to an .onnx file or a folder with model.onnx; with MODEL_SOURCE=registry-… a registered model")]
    public string Model { get; init; } = "covertype-mlp";

    [Setting("MODELS_DIR", "folder of models; the one beside the program by default")]
    public string ModelsDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "models");

    [Setting("IMAGE_MODEL", "the model of /classify and /embed, named as MODEL is, or none; digits-cnn by default, loaded by the first image")]
    public string? ImageModel { get; init; }

    [Setting("IMAGE_MAX_BYTES", "bytes allowed in an upload; more is answered 413", Minimum = 1, Maximum = 1 << 28)]
    public int ImageMaximumBytes { get; init; } = 10 << 20;

    [Setting("IMAGE_MAX_PIXELS", "width x height allowed in an image; more is answered 413 without decoding it", Minimum = 1, Maximum = 1 << 30)]
    public int ImageMaximumPixels { get; init; } = 25_000_000;

    [Setting("IMAGE_MAX_FILES", "images allowed in one upload", Minimum = 1, Maximum = 1024)]
    public int ImageMaximumFiles { get; init; } = 32;

    [Setting("INTRA_OP_THREADS", "threads that share one inference, in each worker", Minimum = 1, Maximum = 256)]
    public int IntraOpThreads { get; init; } = 1;

    [Setting("EXECUTION_PROVIDER", "what the models run on: cpu, or cuda (needs a GPU build of ONNX Runtime in ORT_LIBRARY)")]
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Cpu;

    [Setting("ORT_LIBRARY", "path of another build of the ONNX Runtime library; the bundled one by default")]
    public string? OrtLibrary { get; init; }

    [Setting("MAX_ROWS", "rows allowed in one request", Minimum = 1, Maximum = 1_000_000)]
    public int MaximumRows { get; init; } = 1000;

    [Setting("MAX_BODY_BYTES", "bytes allowed in a request body; more is answered 413", Minimum = 1, Maximum = 1 << 30)]
    public int MaximumBodyBytes { get; init; } = 1 << 20;

    [Setting("MODEL_SOURCE", "where the model comes from: memory (a folder, once), registry-cached (once), registry-per-request")]
    public ModelSourceKind ModelSource { get; init; } = ModelSourceKind.Memory;

    [Setting("MLFLOW_TRACKING_URI", "address of the model registry, such as http://localhost:5000")]
    public string? MlflowTrackingUri { get; init; }

    [Setting("MLFLOW_TRACKING_USERNAME", "user of the model registry; a user in MLFLOW_TRACKING_URI goes before")]
    public string? MlflowTrackingUsername { get; init; }

    [Setting("MLFLOW_TRACKING_PASSWORD", "that user's password")]
    public string? MlflowTrackingPassword { get; init; }

    [Setting("MLFLOW_TRACKING_TOKEN", "bearer token for the model registry, where no user is given")]
    public string? MlflowTrackingToken { get; init; }

    [Setting("MLFLOW_S3_ENDPOINT_URL", "S3 server of the models, where it is not Amazon's; goes before AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL")]
    public string? MlflowS3EndpointUrl { get; init; }

    [Setting("AWS_ENDPOINT_URL_S3", "the same, as Amazon's own tools call it")]
    public string? AwsEndpointUrlS3 { get; init; }

    [Setting("AWS_ENDPOINT_URL", "the same for all of Amazon's services")]
    public string? AwsEndpointUrl { get; init; }

    [Setting("AWS_REGION", "region of the S3 bucket; AWS_DEFAULT_REGION, then us-east-1 by default. AWS_ACCESS_KEY_ID and the like are read as Amazon's own tools do")]
    public string? AwsRegion { get; init; }

    [Setting("AWS_DEFAULT_REGION", "the region where AWS_REGION is not set")]
    public string? AwsDefaultRegion { get; init; }

    [Setting("REGISTRY_TIMEOUT", "how long one call to the registry or its artifact store may take, a download to its end: seconds, or with a unit as in 500ms")]
    public TimeSpan RegistryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("MAX_MODEL_BYTES", "bytes allowed in a registered model, all its files together", Minimum = 1, Maximum = 1L << 40)]
    public long MaximumModelBytes { get; init; } = 1L << 30;

    [Setting("REDUNDANT_REGISTRY_CALLS", "calls to the registry in each request whose answer nobody needs", Minimum = 0, Maximum = 100)]
    public int RedundantRegistryCalls { get; init; }

    [Setting("COLUMNS_SOURCE", "where the names of the columns come from: memory (the model), database-cached (once), database-per-request")]
    public ColumnSourceKind ColumnsSource { get; init; } = ColumnSourceKind.Memory;

    [Setting("DATABASE_URL", "the PostgreSQL database of the names, such as postgresql://user:password@localhost/features")]
    public string? DatabaseUrl { get; init; }

    [Setting("DATABASE_POOLING", "false opens a connection for each request")]
    public bool DatabasePooling { get; init; } = true;

    [Setting("DATABASE_TIMEOUT", "how long a request waits for the database: seconds, or with a unit as in 300ms; 5s by default")]
    public TimeSpan? DatabaseTimeout { get; init; }

    [Setting("COLUMNS_MODEL", "the model's name in the database; its own by default")]
    public string? ColumnsModel { get; init; }

    [Setting("REQUEST_LOG", "off, print (lines with payload and answer, the request waits), structured (a JSON line, written in the background)")]
    public RequestLogKind RequestLog { get; init; } = RequestLogKind.Off;

    [Setting("USE_BATCH_PROCESSING", "true gathers requests into batches, false runs them one by one")]
    public bool UseBatchProcessing { get; init; }

    [Setting("BATCH_QUEUE", "where requests wait for the model: memory, or redis for target-api worker processes")]
    public BatchQueueKind BatchQueue { get; init; } = BatchQueueKind.Memory;

    [Setting("BATCH_SIZE", "requests in a batch at most", Minimum = 1, Maximum = 1024)]
    public int BatchSize { get; init; } = 4;

    [Setting("BATCH_TIMEOUT", "how long a batch waits to fill: seconds, or with a unit as in 5ms; 5ms in memory and 2s behind Redis by default")]
    public TimeSpan? BatchTimeout { get; init; }

    [Setting("BATCH_QUEUE_LIMIT", "requests that may wait in each worker; more are answered 503", Minimum = 1, Maximum = 1_000_000)]
    public int BatchQueueLimit { get; init; } = 1024;

    [Setting("REDIS_URL", "the Redis server of the queue, such as redis://localhost:6379")]
    public string? RedisUrl { get; init; }

    [Setting("REDIS_PREFIX", "what the names of all keys in Redis begin with")]
    public string RedisPrefix { get; init; } = "loadlab";

    [Setting("JOB_TIMEOUT", "how long a request waits for a worker's answer behind Redis; 30s by default")]
    public TimeSpan? JobTimeout { get; init; }

    [Setting("JOB_LEASE", "how long a worker behind Redis may be silent before its jobs go to another; 30s by default")]
    public TimeSpan? JobLease { get; init; }

    /// <summary>The S3 server that the settings name; null for Amazon's.</summary>
    public string? S3Endpoint => MlflowS3EndpointUrl ?? AwsEndpointUrlS3 ?? AwsEndpointUrl;
}

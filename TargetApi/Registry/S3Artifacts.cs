using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using LoadLab.TargetApi.Dependencies;

namespace LoadLab.TargetApi.Registry;

/// <summary>Artifacts in S3 or a store that speaks its protocol: <c>s3://bucket/prefix</c>.</summary>
internal sealed class S3Artifacts : IArtifactStore
{
    private readonly IAmazonS3 _s3;
    private readonly TimeSpan _timeout;
    private readonly string _bucket;
    private readonly string _prefix;

    public S3Artifacts(IAmazonS3 s3, TimeSpan timeout, Uri uri)
    {
        _s3 = s3;
        _timeout = timeout;
        _bucket = uri.Host;
        string prefix = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        _prefix = prefix.Length > 0 ? prefix + "/" : "";
    }

    private string Place => $"s3://{_bucket}/{_prefix}";

    public async Task<IReadOnlyList<ArtifactFile>> List(CancellationToken cancellation)
    {
        var files = new List<ArtifactFile>();
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = _prefix, ContinuationToken = next };
            ListObjectsV2Response page = await Call(Place, limit => _s3.ListObjectsV2Async(request, limit), cancellation);

            // A key that ends in a slash is a folder as consoles make them.
            files.AddRange((page.S3Objects ?? []).Where(o => !o.Key.EndsWith('/')).Select(ToFile));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null && files.Count <= IArtifactStore.MaximumFiles);
        return files.Count <= IArtifactStore.MaximumFiles ? files : throw new ModelException($"{Place} holds more than {IArtifactStore.MaximumFiles} files: that is no model");
    }

    public Task Download(ArtifactFile file, LimitedStream target, CancellationToken cancellation) => Call(Place + file.Path, async limit =>
    {
        using GetObjectResponse response = await _s3.GetObjectAsync(_bucket, _prefix + file.Path, limit);
        await response.ResponseStream.CopyToAsync(target, limit);
        return true;
    }, cancellation);

    private ArtifactFile ToFile(S3Object found) => new(ArtifactPath.Check(found.Key[_prefix.Length..], Place), found.Size);

    private async Task<T> Call<T>(string place, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            return await call(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UnavailableException($"{place} did not answer within {_timeout.TotalSeconds:0.###} s (REGISTRY_TIMEOUT)");
        }
        catch (AmazonServiceException e) when (IsRefusal(e.StatusCode))
        {
            throw new ModelException($"{place} answered {(int)e.StatusCode} {e.ErrorCode}: {e.Message}{Advice(e.StatusCode)}", e);
        }
        catch (Exception e) when (e is AmazonServiceException or HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new UnavailableException($"{place} cannot be reached: {e.GetBaseException().Message}", e);
        }
        catch (AmazonClientException e)
        {
            throw new ModelException($"{place}: {e.Message}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", e);
        }
    }

    private static bool IsRefusal(HttpStatusCode status) =>
        (int)status is >= 300 and < 500 && status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout);

    private static string Advice(HttpStatusCode status) =>
        status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized ? "; see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" : "";
}

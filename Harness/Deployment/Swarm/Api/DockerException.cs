using System.Net;

namespace LoadLab.Harness.Deployment.Swarm.Api;

/// <summary>A Docker daemon refused a request or could not be asked; the message is for a user to read and holds the daemon's own words.</summary>
internal sealed class DockerException : Exception
{
    public DockerException(string message, HttpStatusCode? status = null) : base(message) => Status = status;

    public DockerException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>What the daemon answered with; null where it gave no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The daemon is not there, so that nothing else can be asked of it either.</summary>
    public bool IsUnreachable => Status is null;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;
}

namespace LoadLab.Engine.Scenarios;

/// <summary>Makes the outcome of an iteration or a step.</summary>
public static class Response
{
    /// <summary>Status of an iteration or step whose code threw; NBomber's number for it.</summary>
    internal const string UnhandledException = "-101";

    public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "") =>
        new() { StatusCode = statusCode, SizeBytes = sizeBytes, Message = message };

    public static Response<T> Ok<T>(T payload, string statusCode = "", long sizeBytes = 0, string message = "") =>
        new() { StatusCode = statusCode, SizeBytes = sizeBytes, Message = message, Payload = new Payload<T>(payload) };

    public static Response<T> Ok<T>(string statusCode = "", long sizeBytes = 0, string message = "") =>
        new() { StatusCode = statusCode, SizeBytes = sizeBytes, Message = message };

    public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0) =>
        new() { IsError = true, StatusCode = statusCode, SizeBytes = sizeBytes, Message = message };

    public static Response<T> Fail<T>(T payload, string statusCode = "", string message = "", long sizeBytes = 0) =>
        new() { IsError = true, StatusCode = statusCode, SizeBytes = sizeBytes, Message = message, Payload = new Payload<T>(payload) };

    public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0) =>
        new() { IsError = true, StatusCode = statusCode, SizeBytes = sizeBytes, Message = message };

    internal static Response<T> From<T>(Exception exception) => Fail<T>(UnhandledException, exception.Message);
}

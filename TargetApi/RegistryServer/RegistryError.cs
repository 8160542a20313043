namespace LoadLab.TargetApi.RegistryServer;

/// <summary>An error in MLflow's terms: its code and the status that belongs to it.</summary>
internal sealed class RegistryError : Exception
{
    private RegistryError(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    public string Code { get; }

    public static RegistryError DoesNotExist(string message) => new(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", message);

    public static RegistryError InvalidParameter(string message) => new(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", message);

    public static RegistryError NoSuchEndpoint(string method, string path) => new(StatusCodes.Status404NotFound, "ENDPOINT_NOT_FOUND", $"There is no {method} {path} here");
}

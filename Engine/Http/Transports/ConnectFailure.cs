using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Http.Transports;

/// <summary>What the error number of a failed attempt to connect is counted as.</summary>
internal static class ConnectFailure
{
    public static ConnectStatus ToStatus(int error) => error == Errno.ECONNREFUSED ? ConnectStatus.Refused : ConnectStatus.Failed;

    public static ErrorKind ToErrorKind(int error) => error switch
    {
        Errno.ECONNREFUSED => ErrorKind.ConnectRefused,
        Errno.ETIMEDOUT => ErrorKind.ConnectTimeout,
        _ => ErrorKind.ConnectFailed,
    };
}

using System.Net.Sockets;

namespace LoadLab.TargetApi;

/// <summary>Why a port cannot be listened on, and what would help.</summary>
internal static class ListenFailure
{
    public static string Reason(Exception e) => (e as SocketException ?? e.GetBaseException() as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use; choose another with PORT, or end the program that holds it",
        SocketError.AccessDenied => "not permitted; ports below 1024 need privileges, choose another with PORT",
        SocketError.AddressNotAvailable => "this machine has no such address; choose another with HOST",
        _ => e.Message,
    };
}

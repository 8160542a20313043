using System.Diagnostics;
using System.Runtime.InteropServices;
using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Tests.Interop;

public sealed class NativeLayoutTests
{
    private const string Program = """
        #define _GNU_SOURCE
        #include <stdio.h>
        #include <stddef.h>
        #include <errno.h>
        #include <time.h>
        #include <poll.h>
        #include <netinet/in.h>
        #include <netinet/tcp.h>
        #include <sys/epoll.h>
        #include <sys/eventfd.h>
        #include <sys/prctl.h>
        #include <sys/resource.h>
        #include <sys/socket.h>
        #define P(name, value) printf("%s=%lld\n", name, (long long)(value))
        #define C(name) P(#name, name)
        int main(void) {
          P("epoll_event", sizeof(struct epoll_event)); P("epoll_event.data", offsetof(struct epoll_event, data));
          P("timespec", sizeof(struct timespec)); P("timespec.tv_nsec", offsetof(struct timespec, tv_nsec));
          P("rlimit", sizeof(struct rlimit)); P("rlimit.rlim_max", offsetof(struct rlimit, rlim_max));
          P("pollfd", sizeof(struct pollfd)); P("pollfd.revents", offsetof(struct pollfd, revents));
          P("sockaddr_in", sizeof(struct sockaddr_in)); P("sockaddr_in6", sizeof(struct sockaddr_in6));
          P("sin_port", offsetof(struct sockaddr_in, sin_port)); P("sin_addr", offsetof(struct sockaddr_in, sin_addr));
          P("sin6_addr", offsetof(struct sockaddr_in6, sin6_addr)); P("sin6_scope_id", offsetof(struct sockaddr_in6, sin6_scope_id));
          C(AF_INET); C(AF_INET6); C(SOCK_STREAM); C(SOCK_NONBLOCK); C(SOCK_CLOEXEC); C(SOL_SOCKET); C(SO_ERROR);
          C(IPPROTO_TCP); C(TCP_NODELAY); C(MSG_NOSIGNAL); C(EPOLL_CLOEXEC); C(EPOLL_CTL_ADD); C(EFD_NONBLOCK); C(EFD_CLOEXEC);
          C(POLLIN); C(CLOCK_PROCESS_CPUTIME_ID); C(CLOCK_THREAD_CPUTIME_ID); C(PR_SET_TIMERSLACK); C(RLIMIT_NOFILE);
          P("EPOLLIN", (unsigned)EPOLLIN); P("EPOLLOUT", (unsigned)EPOLLOUT); P("EPOLLERR", (unsigned)EPOLLERR);
          P("EPOLLHUP", (unsigned)EPOLLHUP); P("EPOLLRDHUP", (unsigned)EPOLLRDHUP); P("EPOLLET", (unsigned)EPOLLET);
          C(EPERM); C(EINTR); C(EAGAIN); C(EINVAL); C(EPIPE); C(ENOSYS); C(ECONNRESET); C(ETIMEDOUT); C(ECONNREFUSED); C(EINPROGRESS);
          return 0;
        }
        """;

    [CompilerFact]
    public void Declarations_ComparedWithTheCCompiler_Agree()
    {
        Assert.Equal(CompileAndRun(), Managed().OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    private static Dictionary<string, long> Managed() => new()
    {
        ["epoll_event"] = EpollEvent.Size,
        ["epoll_event.data"] = EpollEvent.DataOffset,
        ["timespec"] = Marshal.SizeOf<Timespec>(),
        ["timespec.tv_nsec"] = Marshal.OffsetOf<Timespec>(nameof(Timespec.tv_nsec)),
        ["rlimit"] = Marshal.SizeOf<ResourceLimit>(),
        ["rlimit.rlim_max"] = Marshal.OffsetOf<ResourceLimit>(nameof(ResourceLimit.rlim_max)),
        ["pollfd"] = Marshal.SizeOf<PollDescriptor>(),
        ["pollfd.revents"] = Marshal.OffsetOf<PollDescriptor>(nameof(PollDescriptor.revents)),
        ["sockaddr_in"] = SocketAddress.IPv4Bytes,
        ["sockaddr_in6"] = SocketAddress.IPv6Bytes,
        ["sin_port"] = SocketAddress.PortOffset,
        ["sin_addr"] = SocketAddress.IPv4Offset,
        ["sin6_addr"] = SocketAddress.IPv6Offset,
        ["sin6_scope_id"] = SocketAddress.ScopeOffset,
        ["AF_INET"] = LibC.AF_INET,
        ["AF_INET6"] = LibC.AF_INET6,
        ["SOCK_STREAM"] = LibC.SOCK_STREAM,
        ["SOCK_NONBLOCK"] = LibC.SOCK_NONBLOCK,
        ["SOCK_CLOEXEC"] = LibC.SOCK_CLOEXEC,
        ["SOL_SOCKET"] = LibC.SOL_SOCKET,
        ["SO_ERROR"] = LibC.SO_ERROR,
        ["IPPROTO_TCP"] = LibC.IPPROTO_TCP,
        ["TCP_NODELAY"] = LibC.TCP_NODELAY,
        ["MSG_NOSIGNAL"] = LibC.MSG_NOSIGNAL,
        ["EPOLL_CLOEXEC"] = LibC.EPOLL_CLOEXEC,
        ["EPOLL_CTL_ADD"] = LibC.EPOLL_CTL_ADD,
        ["EFD_NONBLOCK"] = LibC.EFD_NONBLOCK,
        ["EFD_CLOEXEC"] = LibC.EFD_CLOEXEC,
        ["POLLIN"] = LibC.POLLIN,
        ["CLOCK_PROCESS_CPUTIME_ID"] = LibC.CLOCK_PROCESS_CPUTIME_ID,
        ["CLOCK_THREAD_CPUTIME_ID"] = LibC.CLOCK_THREAD_CPUTIME_ID,
        ["PR_SET_TIMERSLACK"] = LibC.PR_SET_TIMERSLACK,
        ["RLIMIT_NOFILE"] = LibC.RLIMIT_NOFILE,
        ["EPOLLIN"] = LibC.EPOLLIN,
        ["EPOLLOUT"] = LibC.EPOLLOUT,
        ["EPOLLERR"] = LibC.EPOLLERR,
        ["EPOLLHUP"] = LibC.EPOLLHUP,
        ["EPOLLRDHUP"] = LibC.EPOLLRDHUP,
        ["EPOLLET"] = LibC.EPOLLET,
        ["EPERM"] = Errno.EPERM,
        ["EINTR"] = Errno.EINTR,
        ["EAGAIN"] = Errno.EAGAIN,
        ["EINVAL"] = Errno.EINVAL,
        ["EPIPE"] = Errno.EPIPE,
        ["ENOSYS"] = Errno.ENOSYS,
        ["ECONNRESET"] = Errno.ECONNRESET,
        ["ETIMEDOUT"] = Errno.ETIMEDOUT,
        ["ECONNREFUSED"] = Errno.ECONNREFUSED,
        ["EINPROGRESS"] = Errno.EINPROGRESS,
    };

    private static List<KeyValuePair<string, long>> CompileAndRun()
    {
        var folder = Directory.CreateTempSubdirectory("loadlab-layout-");
        try
        {
            var source = Path.Combine(folder.FullName, "layout.c");
            var program = Path.Combine(folder.FullName, "layout");
            File.WriteAllText(source, Program);
            Run("cc", source, "-o", program);
            return [.. Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
                .Select(parts => KeyValuePair.Create(parts[0], long.Parse(parts[1]))).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

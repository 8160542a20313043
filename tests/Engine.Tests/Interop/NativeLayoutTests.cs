using System.Diagnostics;
using System.Runtime.InteropServices;
using LoadLab.Engine.Interop;
using LoadLab.Engine.Interop.IoUring;

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
        #include <fcntl.h>
        #include <linux/io_uring.h>
        #include <linux/sched/types.h>
        #include <netinet/in.h>
        #include <netinet/tcp.h>
        #include <sys/epoll.h>
        #include <sys/eventfd.h>
        #include <sys/mman.h>
        #include <sys/prctl.h>
        #include <sys/resource.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #define P(name, value) printf("%s=%lld\n", name, (long long)(value))
        #define C(name) P(#name, name)
        int main(void) {
          P("epoll_event", sizeof(struct epoll_event)); P("epoll_event.data", offsetof(struct epoll_event, data));
          P("timespec", sizeof(struct timespec)); P("timespec.tv_nsec", offsetof(struct timespec, tv_nsec));
          P("rlimit", sizeof(struct rlimit)); P("rlimit.rlim_max", offsetof(struct rlimit, rlim_max));
          P("sched_attr", sizeof(struct sched_attr)); P("sched_attr.sched_runtime", offsetof(struct sched_attr, sched_runtime));
          P("sched_attr.sched_util_max", offsetof(struct sched_attr, sched_util_max)); C(SYS_sched_setattr); C(SYS_sched_getattr);
          P("rusage", sizeof(struct rusage)); P("rusage.ru_nivcsw", offsetof(struct rusage, ru_nivcsw)); C(RUSAGE_THREAD); C(O_CLOEXEC);
          P("pollfd", sizeof(struct pollfd)); P("pollfd.revents", offsetof(struct pollfd, revents));
          P("sockaddr_in", sizeof(struct sockaddr_in)); P("sockaddr_in6", sizeof(struct sockaddr_in6));
          P("sin_port", offsetof(struct sockaddr_in, sin_port)); P("sin_addr", offsetof(struct sockaddr_in, sin_addr));
          P("sin6_addr", offsetof(struct sockaddr_in6, sin6_addr)); P("sin6_scope_id", offsetof(struct sockaddr_in6, sin6_scope_id));
          C(AF_INET); C(AF_INET6); C(SOCK_STREAM); C(SOCK_NONBLOCK); C(SOCK_CLOEXEC); C(SOL_SOCKET); C(SO_ERROR);
          C(IPPROTO_TCP); C(TCP_NODELAY); C(MSG_NOSIGNAL); C(MSG_WAITALL); C(SHUT_RDWR); C(F_SETFL); C(EPOLL_CLOEXEC); C(EPOLL_CTL_ADD); C(EFD_NONBLOCK); C(EFD_CLOEXEC);
          C(POLLIN); C(POLLOUT); C(CLOCK_PROCESS_CPUTIME_ID); C(CLOCK_THREAD_CPUTIME_ID); C(PR_SET_TIMERSLACK); C(RLIMIT_NOFILE);
          P("EPOLLIN", (unsigned)EPOLLIN); P("EPOLLOUT", (unsigned)EPOLLOUT); P("EPOLLERR", (unsigned)EPOLLERR);
          P("EPOLLHUP", (unsigned)EPOLLHUP); P("EPOLLRDHUP", (unsigned)EPOLLRDHUP); P("EPOLLET", (unsigned)EPOLLET);
          C(EPERM); C(EINTR); C(EAGAIN); C(EINVAL); C(EPIPE); C(ENOSYS); C(ENOMEM); C(EACCES); C(ENOBUFS); C(ECONNRESET); C(ETIMEDOUT); C(ECONNREFUSED); C(EINPROGRESS);
          P("io_uring_params", sizeof(struct io_uring_params));
          P("io_uring_params.sq_entries", offsetof(struct io_uring_params, sq_entries));
          P("io_uring_params.cq_entries", offsetof(struct io_uring_params, cq_entries));
          P("io_uring_params.flags", offsetof(struct io_uring_params, flags));
          P("io_uring_params.features", offsetof(struct io_uring_params, features));
          P("io_uring_params.sq_off.head", offsetof(struct io_uring_params, sq_off.head));
          P("io_uring_params.sq_off.tail", offsetof(struct io_uring_params, sq_off.tail));
          P("io_uring_params.sq_off.ring_mask", offsetof(struct io_uring_params, sq_off.ring_mask));
          P("io_uring_params.sq_off.flags", offsetof(struct io_uring_params, sq_off.flags));
          P("io_uring_params.sq_off.array", offsetof(struct io_uring_params, sq_off.array));
          P("io_uring_params.cq_off.head", offsetof(struct io_uring_params, cq_off.head));
          P("io_uring_params.cq_off.tail", offsetof(struct io_uring_params, cq_off.tail));
          P("io_uring_params.cq_off.ring_mask", offsetof(struct io_uring_params, cq_off.ring_mask));
          P("io_uring_params.cq_off.cqes", offsetof(struct io_uring_params, cq_off.cqes));
          P("io_uring_sqe", sizeof(struct io_uring_sqe));
          P("io_uring_sqe.opcode", offsetof(struct io_uring_sqe, opcode));
          P("io_uring_sqe.flags", offsetof(struct io_uring_sqe, flags));
          P("io_uring_sqe.ioprio", offsetof(struct io_uring_sqe, ioprio));
          P("io_uring_sqe.fd", offsetof(struct io_uring_sqe, fd));
          P("io_uring_sqe.addr", offsetof(struct io_uring_sqe, addr));
          P("io_uring_sqe.len", offsetof(struct io_uring_sqe, len));
          P("io_uring_sqe.user_data", offsetof(struct io_uring_sqe, user_data));
          P("io_uring_sqe.buf_group", offsetof(struct io_uring_sqe, buf_group));
          P("io_uring_sqe.msg_flags", offsetof(struct io_uring_sqe, msg_flags));
          P("io_uring_sqe.poll32_events", offsetof(struct io_uring_sqe, poll32_events));
          P("io_uring_cqe", sizeof(struct io_uring_cqe));
          P("io_uring_cqe.user_data", offsetof(struct io_uring_cqe, user_data));
          P("io_uring_cqe.res", offsetof(struct io_uring_cqe, res));
          P("io_uring_cqe.flags", offsetof(struct io_uring_cqe, flags));
          P("io_uring_getevents_arg", sizeof(struct io_uring_getevents_arg));
          P("io_uring_getevents_arg.sigmask", offsetof(struct io_uring_getevents_arg, sigmask));
          P("io_uring_getevents_arg.sigmask_sz", offsetof(struct io_uring_getevents_arg, sigmask_sz));
          P("io_uring_getevents_arg.ts", offsetof(struct io_uring_getevents_arg, ts));
          P("io_uring_buf", sizeof(struct io_uring_buf));
          P("io_uring_buf.addr", offsetof(struct io_uring_buf, addr));
          P("io_uring_buf.len", offsetof(struct io_uring_buf, len));
          P("io_uring_buf.bid", offsetof(struct io_uring_buf, bid));
          P("io_uring_buf.resv", offsetof(struct io_uring_buf, resv));
          P("io_uring_buf_reg", sizeof(struct io_uring_buf_reg));
          P("io_uring_buf_reg.ring_addr", offsetof(struct io_uring_buf_reg, ring_addr));
          P("io_uring_buf_reg.ring_entries", offsetof(struct io_uring_buf_reg, ring_entries));
          P("io_uring_buf_reg.bgid", offsetof(struct io_uring_buf_reg, bgid));
          C(SYS_io_uring_setup);
          C(SYS_io_uring_enter);
          C(SYS_io_uring_register);
          C(IORING_SETUP_CQSIZE);
          C(IORING_SETUP_R_DISABLED);
          C(IORING_SETUP_SUBMIT_ALL);
          C(IORING_SETUP_TASKRUN_FLAG);
          C(IORING_SETUP_SINGLE_ISSUER);
          C(IORING_SETUP_DEFER_TASKRUN);
          C(IORING_FEAT_SINGLE_MMAP);
          C(IORING_FEAT_NODROP);
          C(IORING_FEAT_EXT_ARG);
          C(IORING_FEAT_CQE_SKIP);
          C(IORING_ENTER_GETEVENTS);
          C(IORING_ENTER_EXT_ARG);
          C(IORING_SQ_CQ_OVERFLOW);
          C(IORING_SQ_TASKRUN);
          C(IORING_OP_POLL_ADD);
          C(IORING_OP_SEND);
          C(IORING_OP_RECV);
          C(IOSQE_BUFFER_SELECT);
          C(IOSQE_CQE_SKIP_SUCCESS);
          C(IORING_RECVSEND_POLL_FIRST);
          C(IORING_RECV_MULTISHOT);
          C(IORING_POLL_ADD_MULTI);
          C(IORING_CQE_F_BUFFER);
          C(IORING_CQE_F_MORE);
          C(IORING_CQE_BUFFER_SHIFT);
          C(IORING_REGISTER_ENABLE_RINGS);
          C(IORING_REGISTER_PBUF_RING);
          C(IORING_OFF_SQ_RING);
          C(IORING_OFF_SQES);
          C(PROT_READ);
          C(PROT_WRITE);
          C(MAP_SHARED);
          C(MAP_PRIVATE);
          C(MAP_ANONYMOUS);
          C(MAP_POPULATE);
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
        ["sched_attr"] = Marshal.SizeOf<SchedulingAttributes>(),
        ["sched_attr.sched_runtime"] = Marshal.OffsetOf<SchedulingAttributes>(nameof(SchedulingAttributes.sched_runtime)),
        ["sched_attr.sched_util_max"] = Marshal.OffsetOf<SchedulingAttributes>(nameof(SchedulingAttributes.sched_util_max)),
        ["SYS_sched_setattr"] = LibC.SchedAttrCalls!.Value.Set,
        ["SYS_sched_getattr"] = LibC.SchedAttrCalls!.Value.Get,
        ["rusage"] = Marshal.SizeOf<ResourceUsage>(),
        ["rusage.ru_nivcsw"] = Marshal.OffsetOf<ResourceUsage>(nameof(ResourceUsage.ru_nivcsw)),
        ["RUSAGE_THREAD"] = LibC.RUSAGE_THREAD,
        ["O_CLOEXEC"] = LibC.O_CLOEXEC,
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
        ["POLLOUT"] = LibC.POLLOUT,
        ["MSG_WAITALL"] = LibC.MSG_WAITALL,
        ["SHUT_RDWR"] = LibC.SHUT_RDWR,
        ["F_SETFL"] = LibC.F_SETFL,
        ["ENOMEM"] = Errno.ENOMEM,
        ["EACCES"] = Errno.EACCES,
        ["ENOBUFS"] = Errno.ENOBUFS,
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
        ["io_uring_params"] = Marshal.SizeOf<IoUringParams>(),
        ["io_uring_params.sq_entries"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_entries)),
        ["io_uring_params.cq_entries"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.cq_entries)),
        ["io_uring_params.flags"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.flags)),
        ["io_uring_params.features"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.features)),
        ["io_uring_params.sq_off.head"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_off_head)),
        ["io_uring_params.sq_off.tail"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_off_tail)),
        ["io_uring_params.sq_off.ring_mask"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_off_ring_mask)),
        ["io_uring_params.sq_off.flags"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_off_flags)),
        ["io_uring_params.sq_off.array"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.sq_off_array)),
        ["io_uring_params.cq_off.head"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.cq_off_head)),
        ["io_uring_params.cq_off.tail"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.cq_off_tail)),
        ["io_uring_params.cq_off.ring_mask"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.cq_off_ring_mask)),
        ["io_uring_params.cq_off.cqes"] = Marshal.OffsetOf<IoUringParams>(nameof(IoUringParams.cq_off_cqes)),
        ["io_uring_sqe"] = Marshal.SizeOf<IoUringSqe>(),
        ["io_uring_sqe.opcode"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.opcode)),
        ["io_uring_sqe.flags"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.flags)),
        ["io_uring_sqe.ioprio"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.ioprio)),
        ["io_uring_sqe.fd"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.fd)),
        ["io_uring_sqe.addr"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.addr)),
        ["io_uring_sqe.len"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.len)),
        ["io_uring_sqe.user_data"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.user_data)),
        ["io_uring_sqe.buf_group"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.buf_group)),
        ["io_uring_sqe.msg_flags"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.op_flags)),
        ["io_uring_sqe.poll32_events"] = Marshal.OffsetOf<IoUringSqe>(nameof(IoUringSqe.op_flags)),
        ["io_uring_cqe"] = Marshal.SizeOf<IoUringCqe>(),
        ["io_uring_cqe.user_data"] = Marshal.OffsetOf<IoUringCqe>(nameof(IoUringCqe.user_data)),
        ["io_uring_cqe.res"] = Marshal.OffsetOf<IoUringCqe>(nameof(IoUringCqe.res)),
        ["io_uring_cqe.flags"] = Marshal.OffsetOf<IoUringCqe>(nameof(IoUringCqe.flags)),
        ["io_uring_getevents_arg"] = Marshal.SizeOf<IoUringGetEventsArg>(),
        ["io_uring_getevents_arg.sigmask"] = Marshal.OffsetOf<IoUringGetEventsArg>(nameof(IoUringGetEventsArg.sigmask)),
        ["io_uring_getevents_arg.sigmask_sz"] = Marshal.OffsetOf<IoUringGetEventsArg>(nameof(IoUringGetEventsArg.sigmask_sz)),
        ["io_uring_getevents_arg.ts"] = Marshal.OffsetOf<IoUringGetEventsArg>(nameof(IoUringGetEventsArg.ts)),
        ["io_uring_buf"] = Marshal.SizeOf<IoUringBuffer>(),
        ["io_uring_buf.addr"] = Marshal.OffsetOf<IoUringBuffer>(nameof(IoUringBuffer.addr)),
        ["io_uring_buf.len"] = Marshal.OffsetOf<IoUringBuffer>(nameof(IoUringBuffer.len)),
        ["io_uring_buf.bid"] = Marshal.OffsetOf<IoUringBuffer>(nameof(IoUringBuffer.bid)),
        ["io_uring_buf.resv"] = Marshal.OffsetOf<IoUringBuffer>(nameof(IoUringBuffer.resv)),
        ["io_uring_buf_reg"] = Marshal.SizeOf<IoUringBufferRegistration>(),
        ["io_uring_buf_reg.ring_addr"] = Marshal.OffsetOf<IoUringBufferRegistration>(nameof(IoUringBufferRegistration.ring_addr)),
        ["io_uring_buf_reg.ring_entries"] = Marshal.OffsetOf<IoUringBufferRegistration>(nameof(IoUringBufferRegistration.ring_entries)),
        ["io_uring_buf_reg.bgid"] = Marshal.OffsetOf<IoUringBufferRegistration>(nameof(IoUringBufferRegistration.bgid)),
        ["SYS_io_uring_setup"] = IoUringNative.SYS_io_uring_setup,
        ["SYS_io_uring_enter"] = IoUringNative.SYS_io_uring_enter,
        ["SYS_io_uring_register"] = IoUringNative.SYS_io_uring_register,
        ["IORING_SETUP_CQSIZE"] = IoUringNative.IORING_SETUP_CQSIZE,
        ["IORING_SETUP_R_DISABLED"] = IoUringNative.IORING_SETUP_R_DISABLED,
        ["IORING_SETUP_SUBMIT_ALL"] = IoUringNative.IORING_SETUP_SUBMIT_ALL,
        ["IORING_SETUP_TASKRUN_FLAG"] = IoUringNative.IORING_SETUP_TASKRUN_FLAG,
        ["IORING_SETUP_SINGLE_ISSUER"] = IoUringNative.IORING_SETUP_SINGLE_ISSUER,
        ["IORING_SETUP_DEFER_TASKRUN"] = IoUringNative.IORING_SETUP_DEFER_TASKRUN,
        ["IORING_FEAT_SINGLE_MMAP"] = IoUringNative.IORING_FEAT_SINGLE_MMAP,
        ["IORING_FEAT_NODROP"] = IoUringNative.IORING_FEAT_NODROP,
        ["IORING_FEAT_EXT_ARG"] = IoUringNative.IORING_FEAT_EXT_ARG,
        ["IORING_FEAT_CQE_SKIP"] = IoUringNative.IORING_FEAT_CQE_SKIP,
        ["IORING_ENTER_GETEVENTS"] = IoUringNative.IORING_ENTER_GETEVENTS,
        ["IORING_ENTER_EXT_ARG"] = IoUringNative.IORING_ENTER_EXT_ARG,
        ["IORING_SQ_CQ_OVERFLOW"] = IoUringNative.IORING_SQ_CQ_OVERFLOW,
        ["IORING_SQ_TASKRUN"] = IoUringNative.IORING_SQ_TASKRUN,
        ["IORING_OP_POLL_ADD"] = IoUringNative.IORING_OP_POLL_ADD,
        ["IORING_OP_SEND"] = IoUringNative.IORING_OP_SEND,
        ["IORING_OP_RECV"] = IoUringNative.IORING_OP_RECV,
        ["IOSQE_BUFFER_SELECT"] = IoUringNative.IOSQE_BUFFER_SELECT,
        ["IOSQE_CQE_SKIP_SUCCESS"] = IoUringNative.IOSQE_CQE_SKIP_SUCCESS,
        ["IORING_RECVSEND_POLL_FIRST"] = IoUringNative.IORING_RECVSEND_POLL_FIRST,
        ["IORING_RECV_MULTISHOT"] = IoUringNative.IORING_RECV_MULTISHOT,
        ["IORING_POLL_ADD_MULTI"] = IoUringNative.IORING_POLL_ADD_MULTI,
        ["IORING_CQE_F_BUFFER"] = IoUringNative.IORING_CQE_F_BUFFER,
        ["IORING_CQE_F_MORE"] = IoUringNative.IORING_CQE_F_MORE,
        ["IORING_CQE_BUFFER_SHIFT"] = IoUringNative.IORING_CQE_BUFFER_SHIFT,
        ["IORING_REGISTER_ENABLE_RINGS"] = IoUringNative.IORING_REGISTER_ENABLE_RINGS,
        ["IORING_REGISTER_PBUF_RING"] = IoUringNative.IORING_REGISTER_PBUF_RING,
        ["IORING_OFF_SQ_RING"] = IoUringNative.IORING_OFF_SQ_RING,
        ["IORING_OFF_SQES"] = IoUringNative.IORING_OFF_SQES,
        ["PROT_READ"] = IoUringNative.PROT_READ,
        ["PROT_WRITE"] = IoUringNative.PROT_WRITE,
        ["MAP_SHARED"] = IoUringNative.MAP_SHARED,
        ["MAP_PRIVATE"] = IoUringNative.MAP_PRIVATE,
        ["MAP_ANONYMOUS"] = IoUringNative.MAP_ANONYMOUS,
        ["MAP_POPULATE"] = IoUringNative.MAP_POPULATE,
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

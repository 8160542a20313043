namespace LoadLab.Benchmarks.Servers;

/// <summary>Runs a server of this program until its starter lets go of its standard input, or is killed.</summary>
internal static class ServerLoop
{
    public static void Run(FixedResponder responder, Action<FixedResponder> serve)
    {
        var thread = new Thread(() => serve(responder)) { IsBackground = true, Name = "server" };
        Console.Out.WriteLine(responder.Announcement);
        Console.Out.Flush();
        thread.Start();
        while (Console.In.Read() >= 0)
        {
        }
    }
}

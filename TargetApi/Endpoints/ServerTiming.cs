using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>The stages of one request in its own answer, for those who ask.</summary>
internal static class ServerTiming
{
    /// <summary>Any value of this request header asks.</summary>
    public const string AskingHeader = "X-Server-Timing";

    public static void AddWhereAsked(HttpContext context, StageClock clock)
    {
        if (context.Request.Headers.ContainsKey(AskingHeader))
        {
            context.Response.Headers["Server-Timing"] = clock.Header();
        }
    }
}

using LoadLab.Engine.Http.Wire;
using LoadLab.Engine.Http.Wire.Http2;

namespace LoadLab.Engine.Http.Loops;

/// <summary>One connection and the request it carries. Used again for another connection after closing.</summary>
internal sealed class HttpConnection(int slot)
{
    /// <summary>Not a property: the parser is changed in place.</summary>
    public HttpResponseParser Parser;

    /// <summary>What it speaks instead of HTTP/1.1; null where it speaks that.</summary>
    public Http2Session? Http2 { get; set; }

    /// <summary>The transport's slot.</summary>
    public int Slot { get; } = slot;

    public ConnectionState State { get; set; }

    /// <summary>The list it is in, and its neighbours there.</summary>
    public ConnectionList? List { get; set; }

    public HttpConnection? Previous { get; set; }

    public HttpConnection? Next { get; set; }

    public TargetState? Target { get; set; }

    /// <summary>The virtual user who owns it; null in open phases.</summary>
    public VirtualUser? User { get; set; }

    /// <summary>What is asked.</summary>
    public RequestChoice Choice { get; set; }

    /// <summary>When the request was due.</summary>
    public long IntendedNs { get; set; }

    /// <summary>When its connecting began, then when its first byte was sent.</summary>
    public long SentNs { get; set; }

    /// <summary>When the first byte of a response came that is not complete yet; 0 before.</summary>
    public long FirstByteNs { get; set; }

    /// <summary>What stalls of the loop had added up to that this request did not suffer: see the account of stalls.</summary>
    public long SufferedBeforeNs { get; set; }

    /// <summary>The phase that the request belongs to.</summary>
    public int Phase { get; set; }

    public bool IsWarmUp { get; set; }

    /// <summary>Part of the request has not gone out yet.</summary>
    public bool IsSending { get; set; }

    /// <summary>The request itself asks for the connection to be closed.</summary>
    public bool ClosesAfter { get; set; }
}

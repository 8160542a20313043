namespace LoadLab.Engine.Http.Wire;

/// <summary>One loop's choice of what to send next: the request by weight, its body by the feed's order.</summary>
internal sealed class RequestChooser
{
    private readonly RequestTable _table;
    private readonly Random _random;
    private readonly double[] _upperBounds;
    private readonly long[] _nextBody;
    private readonly bool[] _isHead;
    private readonly bool[] _closes;
    private readonly int _step;

    /// <param name="table">All requests.</param>
    /// <param name="loop">This loop's index: its sequential feeds begin there and step over the others' items.</param>
    /// <param name="loops">Number of loops.</param>
    /// <param name="random">Source of chance, of this loop alone.</param>
    public RequestChooser(RequestTable table, int loop, int loops, Random random)
    {
        _table = table;
        _random = random;
        _step = loops;
        _nextBody = [.. Enumerable.Repeat((long)loop, table.Requests.Count)];
        _isHead = [.. table.Requests.Select(request => request.Method == "HEAD")];
        _closes = [.. table.Requests.Select(AsksToClose)];
        var sum = 0d;
        _upperBounds = [.. table.Requests.Select(request => sum += request.Weight)];
    }

    /// <summary>Index of the next request.</summary>
    public int NextRequest()
    {
        if (_upperBounds.Length == 1)
        {
            return 0;
        }

        var drawn = _random.NextDouble() * _upperBounds[^1];
        var request = 0;
        while (request < _upperBounds.Length - 1 && drawn >= _upperBounds[request])
        {
            request++;
        }

        return request;
    }

    public RequestMessage NextMessage(int target, int request) => _table.Message(target, request, NextBody(request));

    public bool IsHead(int request) => _isHead[request];

    /// <summary>True where the request itself asks the server to close after it.</summary>
    public bool ClosesConnection(int request) => _closes[request];

    private int NextBody(int request)
    {
        if (_table.Requests[request].Bodies is not { Bodies.Count: > 1 } feed)
        {
            return 0;
        }

        if (feed.Order == FeedOrder.Random)
        {
            return _random.Next(feed.Bodies.Count);
        }

        var body = (int)(_nextBody[request] % feed.Bodies.Count);
        _nextBody[request] += _step;
        return body;
    }

    private static bool AsksToClose(HttpRequestTemplate request) => request.Headers.Any(header =>
        header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)
        && header.Value.Contains("close", StringComparison.OrdinalIgnoreCase));
}

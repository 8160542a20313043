using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Wire;

/// <summary>One loop's choice of what to send next: the request by weight, its row by the feed's order.</summary>
internal sealed class RequestChooser
{
    private readonly RequestTable _table;
    private Random _random;
    private readonly double[] _upperBounds;
    private readonly RequestFeed?[] _feeds;
    private readonly long[] _nextRow;
    private readonly bool[] _isHead;
    private readonly bool[] _closes;
    private readonly UniqueRows?[] _unique;
    private long _step;

    /// <param name="table">All requests.</param>
    /// <param name="unique">For each request the rows of its unique feed, shared by all loops; null where it has none.</param>
    /// <param name="share">This loop's of all rows: its sequential feeds begin with the first and step over the others'.</param>
    /// <param name="random">Source of chance, of this loop alone.</param>
    public RequestChooser(RequestTable table, IReadOnlyList<UniqueRows?> unique, DealtShare share, Random random)
    {
        _table = table;
        _unique = [.. unique];
        _random = random;
        _step = share.Stride;
        _feeds = [.. table.Requests.Select(request => request.Feed)];
        _nextRow = [.. Enumerable.Repeat(share.First, table.Requests.Count)];
        _isHead = [.. table.Requests.Select(request => request.Method == "HEAD")];
        _closes = [.. table.Requests.Select(AsksToClose)];
        var sum = 0d;
        _upperBounds = [.. table.Requests.Select(request => sum += request.Weight)];
    }

    /// <summary>The request that was to be sent when all of its rows were used up; null while there are rows.</summary>
    public int? UsedUpRequest { get; private set; }

    /// <summary>Chooses; false where the request drawn has no row left, and nothing more is to be sent.</summary>
    public bool TryTake(out RequestChoice choice)
    {
        var request = DrawRequest();
        var row = _feeds[request] is { } feed ? DrawRow(request, feed) : 0;
        choice = new RequestChoice(request, row);
        if (row < 0)
        {
            UsedUpRequest = request;
        }

        return row >= 0;
    }

    /// <summary>Goes on with another share's rows of sequential feeds, after those used so far.</summary>
    public void GoOnWith(DealtShare share)
    {
        _step = share.Stride;
        for (var request = 0; request < _nextRow.Length; request++)
        {
            var used = _nextRow[request] % (_feeds[request]?.Rows.Count ?? 1);
            _nextRow[request] = share.From(used).First;
        }
    }

    public void Reseed(Random random) => _random = random;

    public RequestMessage Message(int target, RequestChoice choice) => _table.Message(target, choice);

    public bool IsHead(int request) => _isHead[request];

    /// <summary>True where the request itself asks the server to close after it.</summary>
    public bool ClosesConnection(int request) => _closes[request];

    private int DrawRequest()
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

    /// <summary>Index of the row; −1 where there is none left.</summary>
    private int DrawRow(int request, RequestFeed feed) => feed.Order switch
    {
        FeedOrder.Unique => _unique[request]!.Take(),
        FeedOrder.Random => feed.Rows.Count == 1 ? 0 : _random.Next(feed.Rows.Count),
        _ => NextRow(ref _nextRow[request], feed.Rows.Count),
    };

    private int NextRow(ref long next, int rows)
    {
        if (next >= rows)
        {
            next %= rows;
        }

        var row = (int)next;
        next += _step;
        return row;
    }

    private static bool AsksToClose(HttpRequestTemplate request) => request.Headers.Any(header =>
        header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)
        && header.Value.Contains("close", StringComparison.OrdinalIgnoreCase));
}

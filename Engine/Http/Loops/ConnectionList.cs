namespace LoadLab.Engine.Http.Loops;

/// <summary>Connections in the order in which they were added, linked through themselves: no step allocates or searches.</summary>
internal sealed class ConnectionList
{
    public HttpConnection? First { get; private set; }

    public HttpConnection? Last { get; private set; }

    public void Add(HttpConnection connection)
    {
        connection.List = this;
        connection.Previous = Last;
        connection.Next = null;
        if (Last is { } last)
        {
            last.Next = connection;
        }
        else
        {
            First = connection;
        }

        Last = connection;
    }

    public void Remove(HttpConnection connection)
    {
        if (connection.Previous is { } previous)
        {
            previous.Next = connection.Next;
        }
        else
        {
            First = connection.Next;
        }

        if (connection.Next is { } next)
        {
            next.Previous = connection.Previous;
        }
        else
        {
            Last = connection.Previous;
        }

        connection.List = null;
        connection.Previous = null;
        connection.Next = null;
    }
}

namespace LoadLab.TargetApi.Metrics;

/// <summary>The steps of one request whose time is measured apart, in the order in which they come. Waiting for the body to arrive is in none of them.</summary>
internal enum Stage
{
    /// <summary>Fetching the model.</summary>
    Model,

    /// <summary>Fetching the names of the columns.</summary>
    Columns,

    /// <summary>From the body's bytes to numbers; for an image, decoding and resizing it.</summary>
    Parse,

    /// <summary>Finding out what is wrong with a body that the fast parser gave up, and bringing columns into the model's order.</summary>
    Validate,

    Normalise,

    /// <summary>Waiting for a batch to fill and for its turn.</summary>
    Queue,

    /// <summary>The model's run; in a batch, that of the whole batch.</summary>
    Infer,

    /// <summary>Writing the answer.</summary>
    Serialise,

    /// <summary>Writing the request log.</summary>
    Log,
}

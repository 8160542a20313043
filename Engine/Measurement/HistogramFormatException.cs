namespace LoadLab.Engine.Measurement;

/// <summary>Bytes or text that are not a histogram, or not one of the layout this product uses; the message says which and where.</summary>
public sealed class HistogramFormatException : FormatException
{
    public HistogramFormatException(string message) : base(message) { }

    public HistogramFormatException(string message, Exception innerException) : base(message, innerException) { }
}

namespace TradingLogging.Forwarding;

/// <summary>Reads the lines of a log that a forwarder did not send, or that its receiver rejected for good.</summary>
public static class DeadLetters
{
    /// <summary>Reads them in the order in which they came.</summary>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="name">The name of the forwarder.</param>
    /// <returns>None when there is no such forwarder.</returns>
    /// <exception cref="Configuration.ConfigurationException">The name cannot be that of a forwarder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<DeadLetterRecord> Read(string logDirectory, string name) =>
        throw new NotSupportedException();
}

/// <summary>A line of a log that was not sent or was rejected for good, or a range of lines of which the receiver
/// rejected some without saying which.</summary>
/// <param name="Time">When it went to the dead letters.</param>
/// <param name="Reason">Why, masked.</param>
/// <param name="Id">Its id; null when it is no event.</param>
/// <param name="File">The file that it stood in.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Offset">The number of uncompressed bytes before it.</param>
/// <param name="Text">The exact line; null for a range, and for a line that is no valid UTF-8.</param>
/// <param name="Bytes">The exact line, if it is no valid UTF-8.</param>
/// <param name="Range">The range; null for a single line.</param>
public sealed record DeadLetterRecord(
    DateTimeOffset Time,
    string Reason,
    string? Id,
    string File,
    long Line,
    long Offset,
    string? Text,
    IReadOnlyList<byte>? Bytes,
    DeadLetterRange? Range);

/// <summary>A range of lines of which a receiver rejected some.</summary>
/// <param name="Events">How many events the request had.</param>
/// <param name="Rejected">How many of them the receiver rejected.</param>
/// <param name="LastId">The id of the last one.</param>
/// <param name="LastFile">The file that the last one stands in.</param>
/// <param name="LastLine">The number of its line, from 1.</param>
/// <param name="LastOffset">The number of uncompressed bytes before it.</param>
public sealed record DeadLetterRange(
    long Events, long Rejected, string LastId, string LastFile, long LastLine, long LastOffset);

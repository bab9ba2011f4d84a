using System.Text.Json;
using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding;

/// <summary>Reads the lines of a log that a forwarder did not send, or that its receiver rejected for good.</summary>
public static class DeadLetterLog
{
    /// <summary>Reads them in the order in which they came. After a kill of the forwarder one may be there
    /// twice.</summary>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="name">The name of the forwarder.</param>
    /// <param name="warn">Is told of a line that cannot be read, because a power cut tore it. Default: nobody is
    /// told.</param>
    /// <returns>None when there is no such forwarder.</returns>
    /// <exception cref="Configuration.ConfigurationException">The name cannot be that of a forwarder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<DeadLetterRecord> Read(string logDirectory, string name, Action<string>? warn = null)
    {
        ForwarderOptionsCheck.CheckDirectory(logDirectory);
        ForwarderOptionsCheck.CheckName(name);
        return ReadFile(new ForwarderFiles(logDirectory, name).DeadLetters, warn ?? (_ => { }));
    }

    /// <summary>How many lines the file has, and how many bytes; 0 when it cannot be read.</summary>
    internal static (long Count, long Bytes) Measure(string path)
    {
        try
        {
            using ReadHandle? handle = ReadHandle.TryOpen(path);
            return handle is null ? default : (CountLines(handle), handle.GetLength());
        }
        catch (FileOperationException)
        {
            return default;
        }
    }

    private static long CountLines(ReadHandle handle)
    {
        long lines = 0;
        byte[] buffer = new byte[64 * 1024];
        long offset = 0;
        for (int read; (read = handle.Read(buffer, offset)) > 0; offset += read)
        {
            for (int at = 0; at < read; at++)
                lines += buffer[at] == (byte)'\n' ? 1 : 0;
        }

        return lines;
    }

    private static IEnumerable<DeadLetterRecord> ReadFile(string path, Action<string> warn)
    {
        using FileStream? stream = TryOpen(path);
        if (stream is null)
            yield break;
        using var reader = new StreamReader(stream);
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (TryParse(line) is { } record)
                yield return record;
            else
                warn(FormattableString.Invariant($"'{path}', line {number}, is no dead letter. It is left out."));
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FileOperationException($"Cannot read '{path}': {exception.Message}", exception);
        }
    }

    private static DeadLetterRecord? TryParse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return Make(document.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static DeadLetterRecord Make(JsonElement json) => new(
        json.GetProperty(DeadLetterNames.Time).GetDateTimeOffset(),
        SecretMask.ToVisible(json.GetProperty(DeadLetterNames.Reason).GetString()!),
        TextOf(json, DeadLetterNames.Id),
        json.GetProperty(DeadLetterNames.File).GetString()!,
        json.GetProperty(DeadLetterNames.Line).GetInt64(),
        json.GetProperty(DeadLetterNames.Offset).GetInt64(),
        TextOf(json, DeadLetterNames.Text),
        json.TryGetProperty(DeadLetterNames.Bytes, out JsonElement bytes) ? bytes.GetBytesFromBase64() : null,
        json.TryGetProperty(DeadLetterNames.Events, out JsonElement events) ? RangeOf(json, events.GetInt64()) : null);

    private static DeadLetterRange RangeOf(JsonElement json, long events) => new(
        events,
        json.GetProperty(DeadLetterNames.Rejected).GetInt64(),
        json.GetProperty(DeadLetterNames.LastId).GetString()!,
        json.GetProperty(DeadLetterNames.LastFile).GetString()!,
        json.GetProperty(DeadLetterNames.LastLine).GetInt64(),
        json.GetProperty(DeadLetterNames.LastOffset).GetInt64());

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) ? member.GetString() : null;
}

/// <summary>A line of a log that was not sent or was rejected for good, or a range of lines of which the receiver
/// rejected some without saying which.</summary>
/// <param name="Time">When it went to the dead letters.</param>
/// <param name="Reason">Why, masked.</param>
/// <param name="Id">The id of the event, of the first one of a range; null when it is no event.</param>
/// <param name="File">The file that it stood in.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Offset">The number of uncompressed bytes before it.</param>
/// <param name="Text">The exact line; null for a range, and for a line that is no valid UTF-8. Of a line that is too
/// long to be read, the beginning.</param>
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

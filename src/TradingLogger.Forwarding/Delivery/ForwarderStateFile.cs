using System.Text.Json;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>The file in which a forwarder tells of itself. It is replaced as a whole, and losing it loses nothing but
/// the figures.</summary>
internal sealed class ForwarderStateFile(string path, PlatformFiles files)
{
    private const int LargestFile = 64 * 1024;

    /// <summary>Replaces the state.</summary>
    /// <returns>Null, or why it could not be written.</returns>
    public string? TryWrite(ForwarderStateRecord state)
    {
        try
        {
            files.ReplaceContent(path, state.ToJson(), isSynced: false);
            return null;
        }
        catch (FileOperationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Reads the state; null when there is none that can be read.</summary>
    public static ForwarderStateRecord? TryRead(string path)
    {
        try
        {
            using ReadHandle? handle = ReadHandle.TryOpen(path);
            if (handle is null || handle.GetLength() > LargestFile)
                return null;
            byte[] bytes = new byte[handle.GetLength()];
            int length = handle.Read(bytes, 0);
            return ForwarderStateRecord.FromJson(bytes.AsMemory(0, length));
        }
        catch (Exception exception) when (
            exception is FileOperationException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What a forwarder tells of itself.</summary>
internal sealed record ForwarderStateRecord
{
    public string? Uri { get; init; }

    public ForwardProtocol? Protocol { get; init; }

    public int? ProcessId { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorTime { get; init; }

    public string? Held { get; init; }

    public long Events { get; init; }

    public long Batches { get; init; }

    public long Retries { get; init; }

    public long Rejected { get; init; }

    public long Gaps { get; init; }

    /// <summary>The state as JSON, on one line.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            Write(json, "uri", Uri);
            Write(json, "protocol", Protocol?.ToString());
            Write(json, "process_id", ProcessId);
            Write(json, "started", Started);
            Write(json, "last_success", LastSuccess);
            Write(json, "last_error", LastError);
            Write(json, "last_error_time", LastErrorTime);
            Write(json, "held", Held);
            Write(json, "events", Events);
            Write(json, "batches", Batches);
            Write(json, "retries", Retries);
            Write(json, "rejected", Rejected);
            Write(json, "gaps", Gaps);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads a state. A member that is missing, or not as it is written, is unknown.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ForwarderStateRecord FromJson(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
            return new ForwarderStateRecord();
        return new ForwarderStateRecord
        {
            Uri = TextOf(json, "uri"),
            Protocol = Enum.TryParse(TextOf(json, "protocol"), out ForwardProtocol protocol) ? protocol : null,
            ProcessId = (int?)NumberOf(json, "process_id"),
            Started = TimeOf(json, "started"),
            LastSuccess = TimeOf(json, "last_success"),
            LastError = TextOf(json, "last_error"),
            LastErrorTime = TimeOf(json, "last_error_time"),
            Held = TextOf(json, "held"),
            Events = NumberOf(json, "events") ?? 0,
            Batches = NumberOf(json, "batches") ?? 0,
            Retries = NumberOf(json, "retries") ?? 0,
            Rejected = NumberOf(json, "rejected") ?? 0,
            Gaps = NumberOf(json, "gaps") ?? 0,
        };
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
            json.WriteString(name, time);
    }

    // Masked when read as well: whoever wrote the file, what is shown must not drive a terminal.
    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? SecretMask.ToVisible(member.GetString()!)
            : null;

    private static long? NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetInt64(out long number)
            ? number
            : null;

    private static DateTimeOffset? TimeOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            && member.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : null;
}

using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Masking;
using TradingLogging.Reading;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Keeps the lines that are not sent and those that the receiver rejected, one JSON object a line. It is only
/// ever appended to: whoever has dealt with its lines deletes it.</summary>
/// <remarks>After a kill a line may be there twice: it is written before the checkpoint is.</remarks>
internal sealed class DeadLetterFile(string path, PlatformFiles files, DeliveryTime time) : IDisposable
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private AppendHandle? _file;

    /// <summary>Whether lines were added since the last <see cref="Sync"/>.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Adds a line that is no event.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(DeadLetter letter) =>
        Write(letter.Reason, null, letter.Location, json => WriteLine(json, letter.Bytes.Span));

    /// <summary>Adds an event that the receiver refuses.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void AddEvent(EventBatch batch, int index, string reason) => Write(
        reason, IdOf(batch, index), batch.Location(index), json => WriteLine(json, batch.Line(index)));

    /// <summary>Adds the range of a request of which the receiver rejected some events without saying which.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void AddRange(EventBatch batch, int start, int count, long rejected, string reason)
    {
        int last = start + count - 1;
        Write(reason, IdOf(batch, start), batch.Location(start), json =>
        {
            LogLocation end = batch.Location(last);
            json.WriteNumber(DeadLetterNames.Events, count);
            json.WriteNumber(DeadLetterNames.Rejected, rejected);
            json.WriteString(DeadLetterNames.LastId, IdOf(batch, last));
            json.WriteString(DeadLetterNames.LastFile, end.File);
            json.WriteNumber(DeadLetterNames.LastLine, end.Line);
            json.WriteNumber(DeadLetterNames.LastOffset, end.Offset);
        });
    }

    /// <summary>Waits until the disk has what was added.</summary>
    /// <exception cref="IOException">The disk may not have it.</exception>
    public void Sync()
    {
        if (!HasNews)
            return;
        _file!.Sync();
        files.SyncDirectory(Path.GetDirectoryName(path)!);
        HasNews = false;
    }

    public void Dispose() => _file?.Dispose();

    private static string IdOf(EventBatch batch, int index) => Encoding.ASCII.GetString(batch.Id(index).ToArray());

    private static void WriteLine(Utf8JsonWriter json, ReadOnlySpan<byte> line)
    {
        byte[] bytes = line.ToArray();
        try
        {
            json.WriteString(DeadLetterNames.Text, Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            json.WriteBase64String(DeadLetterNames.Bytes, bytes);
        }
    }

    private void Write(string reason, string? id, LogLocation location, Action<Utf8JsonWriter> writeRest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString(DeadLetterNames.Time, time.UtcNow());
            json.WriteString(DeadLetterNames.Reason, SecretMask.ToVisible(reason));
            if (id is not null)
                json.WriteString(DeadLetterNames.Id, id);
            json.WriteString(DeadLetterNames.File, location.File);
            json.WriteNumber(DeadLetterNames.Line, location.Line);
            json.WriteNumber(DeadLetterNames.Offset, location.Offset);
            writeRest(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        Append(stream.ToArray());
    }

    private void Append(byte[] line)
    {
        AppendHandle file = Open();
        // A line that a kill, a power cut or a full disk tore gets its end, so that it spoils no other one.
        if (file.EndsWithTornLine())
            file.WriteAll([(byte)'\n'], path);
        long length = file.GetLength();
        if (file.Write(line) < line.Length)
        {
            file.Truncate(length);
            throw new FileOperationException($"Cannot write '{path}': the disk is full.");
        }

        HasNews = true;
    }

    // Opened anew when somebody has deleted it.
    private AppendHandle Open()
    {
        if (_file is { IsDeleted: false })
            return _file;
        _file?.Dispose();
        _file = null;
        return _file = files.OpenForAppend(path);
    }
}

/// <summary>The names of the members of a dead letter.</summary>
internal static class DeadLetterNames
{
    public const string Time = "time";
    public const string Reason = "reason";
    public const string Id = "id";
    public const string File = "file";
    public const string Line = "line";
    public const string Offset = "offset";
    public const string Text = "text";
    public const string Bytes = "bytes";
    public const string Events = "events";
    public const string Rejected = "rejected";
    public const string LastId = "last_id";
    public const string LastFile = "last_file";
    public const string LastLine = "last_line";
    public const string LastOffset = "last_offset";
}

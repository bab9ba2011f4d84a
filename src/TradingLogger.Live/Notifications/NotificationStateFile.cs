using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Live.Alerts;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Live.Notifications;

/// <summary>The file in which a watch remembers, between its runs, which alerts there are and who was told. It is
/// replaced as a whole and has a sum. It holds no address of a receiver.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">The file.</param>
internal sealed class NotificationStateFile(PlatformFiles files, string path)
{
    private const string Form = "trading-logger-alerts 1";
    private const string AlertWord = "alert ";
    private const string ReceiverWord = "receiver ";
    private const string ToldWord = "told ";

    /// <summary>Reads what stands on the disk into a book.</summary>
    /// <param name="book">The book, empty.</param>
    /// <param name="warn">Is told when it is damaged; then it counts as not there.</param>
    /// <returns>The times of the watch; null when nothing is remembered.</returns>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public WatchTimes? Read(NotificationBook book, Action<string> warn)
    {
        IReadOnlyList<string>? lines = StateFile.Read(path, out bool exists);
        if (!exists)
            return null;
        string fault = $"'{path}' is damaged.";
        if (lines is { Count: >= 2 })
        {
            try
            {
                if (lines[0] == Form)
                    return Read(lines, book);
                fault = $"'{path}' was written by another version.";
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException
                or KeyNotFoundException or FormatException)
            {
                // What has the right sum and is not as it is written is damaged all the same.
            }
        }

        warn($"{fault} The watch begins anew: what fires is told again, and what fired and was resolved since the last"
            + " run is not told.");
        return null;
    }

    /// <summary>Replaces the file. When it returns, the disk has it.</summary>
    /// <exception cref="FileOperationException">The file is as it was, or the disk may not have the new
    /// one.</exception>
    public void Write(IReadOnlyList<string> lines) => StateFile.Write(files, path, lines);

    /// <summary>The lines of the file.</summary>
    public static IReadOnlyList<string> LinesOf(NotificationBook book, WatchTimes times)
    {
        List<string> lines =
        [
            Form,
            Json(json =>
            {
                Write(json, "begun", times.Begun);
                Write(json, "watermark", times.Watermark);
                Write(json, "run", times.Run);
            }),
        ];
        lines.AddRange(book.Episodes.Select(episode => AlertWord + Json(json => Write(json, episode))));
        foreach (ReceiverMemory memory in book.Receivers)
        {
            lines.Add(ReceiverWord + Json(json =>
            {
                json.WriteString("key", memory.Key);
                Write(json, "since", memory.Since);
            }));
            lines.AddRange(memory.Told.Select(told => ToldWord + Json(json => Write(json, memory.Key, told))));
        }

        return lines;
    }

    private static WatchTimes Read(IReadOnlyList<string> lines, NotificationBook book)
    {
        foreach (string line in lines.Skip(2))
        {
            int space = line.IndexOf(' ') + 1;
            using JsonDocument document = JsonDocument.Parse(line.Substring(space));
            JsonElement json = document.RootElement;
            switch (line.Substring(0, space))
            {
                case AlertWord:
                    book.Restore(EpisodeOf(json));
                    break;
                case ReceiverWord:
                    book.Restore(new ReceiverMemory(Text(json, "key"), Time(json, "since")));
                    break;
                case ToldWord:
                    book.MemoryOf(Text(json, "receiver")).Set(Text(json, "alert"), TellingOf(json));
                    break;
                default:
                    throw new FormatException();
            }
        }

        using JsonDocument times = JsonDocument.Parse(lines[1]);
        return new WatchTimes(
            Time(times.RootElement, "begun"), Time(times.RootElement, "watermark"), Time(times.RootElement, "run"));
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.ToString("O", CultureInfo.InvariantCulture));

    private static void Write(Utf8JsonWriter json, RememberedAlert episode)
    {
        Alert alert = episode.Alert;
        json.WriteString("name", alert.Name);
        json.WriteString("fingerprint", alert.Fingerprint);
        json.WriteString("severity", alert.Severity);
        json.WriteString("status", alert.Status.ToString());
        Write(json, "starts", alert.StartsAt);
        if (alert.EndsAt is { } ends)
            Write(json, "ends", ends);
        json.WriteString("summary", alert.Summary);
        json.WriteNumber("value", alert.Value);
        json.WriteNumber("worst", alert.Worst);
        json.WriteNumber("number", episode.Number);
        json.WriteStartObject("labels");
        foreach (KeyValuePair<string, string> label in alert.Labels)
            json.WriteString(label.Key, label.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string receiver, KeyValuePair<string, TellingOf> told)
    {
        json.WriteString("receiver", receiver);
        json.WriteString("alert", told.Key);
        json.WriteNumber("number", told.Value.Episode);
        json.WriteString("status", told.Value.Status.ToString());
        json.WriteNumber("repeat", told.Value.Repeat);
        Write(json, "at", told.Value.At);
        Write(json, "fired", told.Value.FiredAt);
    }

    private static RememberedAlert EpisodeOf(JsonElement json)
    {
        var alert = new Alert
        {
            Name = Text(json, "name"),
            Fingerprint = Text(json, "fingerprint"),
            Severity = Text(json, "severity"),
            Status = Status(json),
            StartsAt = Time(json, "starts"),
            EndsAt = json.TryGetProperty("ends", out _) ? Time(json, "ends") : null,
            Summary = Text(json, "summary"),
            Value = json.GetProperty("value").GetDecimal(),
            Worst = json.GetProperty("worst").GetDecimal(),
            Labels = new SortedDictionary<string, string>(
                json.GetProperty("labels").EnumerateObject()
                    .ToDictionary(one => one.Name, one => one.Value.GetString()!),
                StringComparer.Ordinal),
        };
        return new RememberedAlert(alert, json.GetProperty("number").GetInt32());
    }

    private static TellingOf TellingOf(JsonElement json) => new(
        json.GetProperty("number").GetInt32(),
        Status(json),
        json.GetProperty("repeat").GetInt32(),
        Time(json, "at"),
        Time(json, "fired"));

    private static AlertStatus Status(JsonElement json) =>
        Text(json, "status") == nameof(AlertStatus.Firing) ? AlertStatus.Firing : AlertStatus.Resolved;

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException();

    private static DateTimeOffset Time(JsonElement json, string name) => DateTimeOffset.ParseExact(
        Text(json, name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None);
}

/// <summary>The times that a watch remembers.</summary>
/// <param name="Begun">When it was started for the first time.</param>
/// <param name="Watermark">Up to when, in the time of the events, alerts are in the book.</param>
/// <param name="Run">When that was written.</param>
internal sealed record WatchTimes(DateTimeOffset Begun, DateTimeOffset Watermark, DateTimeOffset Run);

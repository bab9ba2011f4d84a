using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Live.Alerts;
using TradingLogging.Text;

namespace TradingLogging.Live.Notifications;

/// <summary>Makes the bodies of the requests to receivers of alerts, as docs/alerts.md describes them.</summary>
internal static class AlertMessages
{
    // What Alertmanager writes for an alert that has no end yet.
    private const string NoEnd = "0001-01-01T00:00:00Z";

    /// <summary>The body of a request to Alertmanager's API v2.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="expires">Until when those that fire count as firing if nothing more is heard of them.</param>
    /// <param name="source">Where they come from.</param>
    public static byte[] ForAlertmanager(IEnumerable<Alert> alerts, DateTimeOffset expires, Uri source) =>
        Json(json =>
        {
            json.WriteStartArray();
            foreach (Alert alert in alerts)
            {
                json.WriteStartObject();
                WriteMembers(json, "labels", alert.Labels);
                WriteMembers(json, "annotations", AnnotationsOf(alert));
                Write(json, "startsAt", alert.StartsAt);
                Write(json, "endsAt", alert.EndsAt ?? Latest(alert.StartsAt, expires));
                json.WriteString("generatorURL", source.AbsoluteUri);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>The body of a request to a webhook: notifications of one rule.</summary>
    /// <param name="notifications">The notifications, at least one.</param>
    /// <param name="watch">The name of the watch.</param>
    /// <param name="source">Where they come from.</param>
    public static byte[] ForWebhook(IReadOnlyList<AlertNotification> notifications, string watch, Uri source) =>
        Json(json =>
        {
            Alert first = notifications[0].Alert;
            bool isFiring = notifications.Any(one => one.Alert.Status == AlertStatus.Firing);
            json.WriteStartObject();
            json.WriteString("version", "4");
            json.WriteString("id", IdOf(notifications));
            json.WriteString("text", string.Join("\n", notifications));
            json.WriteString("groupKey", $"{{}}:{{alertname={Quoted(first.Name)}}}");
            json.WriteNumber("truncatedAlerts", 0);
            json.WriteString("status", AlertNotification.WordOf(isFiring ? AlertStatus.Firing : AlertStatus.Resolved));
            json.WriteString("receiver", watch);
            WriteMembers(json, "groupLabels", [new("alertname", first.Name)]);
            WriteMembers(json, "commonLabels", Common(notifications.Select(one => one.Alert.Labels)));
            WriteMembers(json, "commonAnnotations", Common(notifications.Select(one => AnnotationsOf(one.Alert))));
            json.WriteString("externalURL", source.AbsoluteUri);
            json.WriteStartArray("alerts");
            foreach (AlertNotification notification in notifications)
                Write(json, notification, source);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>What a message with notifications is told from others by.</summary>
    private static string IdOf(IReadOnlyList<AlertNotification> notifications)
    {
        if (notifications.Count == 1)
            return notifications[0].Id;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", notifications.Select(one => one.Id))), hash);
        return HexText.Of(hash);
    }

    private static void Write(Utf8JsonWriter json, AlertNotification notification, Uri source)
    {
        Alert alert = notification.Alert;
        json.WriteStartObject();
        json.WriteString("id", notification.Id);
        json.WriteString("status", AlertNotification.WordOf(alert.Status));
        WriteMembers(json, "labels", alert.Labels);
        WriteMembers(json, "annotations", AnnotationsOf(alert));
        Write(json, "startsAt", alert.StartsAt);
        if (alert.EndsAt is { } ends)
            Write(json, "endsAt", ends);
        else
            json.WriteString("endsAt", NoEnd);
        json.WriteString("generatorURL", source.AbsoluteUri);
        json.WriteString("fingerprint", alert.Fingerprint);
        json.WriteNumber("repeat", notification.Repeat);
        json.WriteNumber("missed", notification.Missed);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> AnnotationsOf(Alert alert) => new()
    {
        ["summary"] = alert.Summary,
        ["value"] = alert.Value.ToString(CultureInfo.InvariantCulture),
        ["worst"] = alert.Worst.ToString(CultureInfo.InvariantCulture),
    };

    private static IEnumerable<KeyValuePair<string, string>> Common(
        IEnumerable<IReadOnlyDictionary<string, string>> all)
    {
        IReadOnlyDictionary<string, string>[] members = [.. all];
        return members[0].Where(one => members.All(
            other => other.TryGetValue(one.Key, out string? value) && value == one.Value));
    }

    private static void WriteMembers(
        Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        json.WriteStartObject(name);
        foreach (KeyValuePair<string, string> member in members)
            json.WriteString(member.Key, member.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset time) => json.WriteString(
        name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            write(json);
        return stream.ToArray();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradingLogging.Live.Tests;

/// <summary>Lines of a trade log around one afternoon in UTC, and the clock of that afternoon.</summary>
internal sealed class TradingDay
{
    /// <summary>What a page must show and must not obey, wherever it stands.</summary>
    public const string Hostile =
        "<script>document.title='owned'</script>\"'><img src=x onerror=document.title='owned'>";

    /// <summary>The time of the clock.</summary>
    public DateTimeOffset Now { get; set; } = new(2025, 12, 18, 15, 30, 0, TimeSpan.Zero);

    /// <summary>A position and an order of the day before, and of today a gain, a loss, and an order that is
    /// open.</summary>
    public static string[] Usual { get; } =
    [
        Line("2025-12-17 22:00:00", "ORDER_PLACED", """
            "symbol": "SOLUSDT", "order_id": "y1", "side": "BUY", "quantity": 10, "price": 100
            """),
        Line("2025-12-17 22:00:01", "ORDER_FILLED", """
            "symbol": "SOLUSDT", "order_id": "y1", "side": "BUY", "quantity": 10, "price": 100.10, "fee": 0.5
            """),
        Line("2025-12-17 23:00:00", "ORDER_PLACED", """
            "symbol": "BTCUSDT", "order_id": "y2", "side": "BUY", "quantity": 0.5, "price": 40000
            """),
        Line("2025-12-18 09:00:00", "SIGNAL_GENERATED", "\"symbol\": \"BTCUSDT\", \"strategy\": \"SMA\""),
        Line("2025-12-18 09:00:00.25", "ORDER_PLACED", """
            "symbol": "BTCUSDT", "order_id": "a1", "side": "BUY", "quantity": 0.10, "price": 50000.00
            """),
        Line("2025-12-18 09:00:02", "ORDER_FILLED", """
            "symbol": "BTCUSDT", "order_id": "a1", "side": "BUY", "quantity": 0.10, "price": 50010.50, "fee": 1.25
            """),
        Line("2025-12-18 09:30:00", "POSITION_CLOSED", "\"symbol\": \"BTCUSDT\", \"quantity\": 0.10, \"pnl\": 99.10"),
        Line("2025-12-18 11:00:00", "ORDER_PLACED", """
            "symbol": "SOLUSDT", "order_id": "a2", "side": "SELL", "quantity": 4, "price": 90
            """),
        Line("2025-12-18 11:00:03", "ORDER_FILLED", """
            "symbol": "SOLUSDT", "order_id": "a2", "side": "SELL", "quantity": 4, "price": 90.25, "fee": 0.25
            """),
        Line("2025-12-18 15:29:50", "ORDER_PLACED", """
            "symbol": "ETHUSDT", "strategy": "Breakout", "order_id": "a3", "side": "BUY", "quantity": 2, "price": 4000
            """),
    ];

    /// <summary>An event.</summary>
    /// <param name="time">Its moment of logging, in UTC.</param>
    /// <param name="action">Its action.</param>
    /// <param name="members">Its members as JSON without braces.</param>
    public static string Line(string time, string action, string members = "") =>
        $"{{\"timestamp\": \"{time.Replace(' ', 'T')}+00:00\", \"action\": {Json(action)}"
            + $"{(members.Length == 0 ? "" : ", ")}{members.Trim()}}}";

    /// <summary>A fill of an execution of its own, at the time of the clock.</summary>
    public string Fill(int number) => Line(
        Now.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        "ORDER_FILLED",
        FormattableString.Invariant($"\"symbol\": \"BTCUSDT\", \"exec_id\": \"x{number}\", \"side\": \"BUY\", ")
            + "\"quantity\": 0.01, \"price\": 50000");

    /// <summary>A text as JSON.</summary>
    public static string Json(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>Appends lines to the trade log of a folder.</summary>
    public static void Append(LogFolder folder, params string[] lines) =>
        AppendTo(folder, "trades.log", lines);

    /// <summary>Appends lines to a file of a folder, in one write.</summary>
    public static void AppendTo(LogFolder folder, string name, params string[] lines)
    {
        using var file = new FileStream(
            folder.PathOf(name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
    }
}

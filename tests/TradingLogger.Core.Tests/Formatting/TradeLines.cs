using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Masking;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

/// <summary>Trade lines for tests, as strings.</summary>
internal static class TradeLines
{
    public static readonly DateTimeOffset Moment =
        new DateTimeOffset(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1)).AddTicks(1234567);

    public const string Head = "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"TEST\"";

    public static string Write(object? data, TradeLineLimits? limits = null) => Write(data, out _, limits);

    public static string Write(object? data, out TradeLineNotes notes, TradeLineLimits? limits = null)
    {
        var buffer = new Utf8Buffer();
        // Among thousands of random names some happen to be those of secrets.
        var writer = new TradeLineWriter(
            TimestampForm.Offset,
            limits ?? new TradeLineLimits(),
            new SecretMask([], ["*"]));
        notes = writer.Write(buffer, Moment, "TEST", data, null);
        return Text(buffer);
    }

    /// <summary>Writes one value and gives the JSON that stands for it.</summary>
    public static string WriteValue(object? value)
    {
        string line = Write(new Dictionary<string, object?> { ["v"] = value });
        string head = Head + ", \"v\": ";
        Assert.StartsWith(head, line, StringComparison.Ordinal);
        return line[head.Length..^1];
    }

    public static string Text(Utf8Buffer buffer) => Encoding.UTF8.GetString(buffer.Written);
}

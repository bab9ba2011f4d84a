using System.Security.Cryptography;
using System.Text;
using TradingLogging.Forwarding.Sources;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

/// <summary>Lines with half of a surrogate pair, as the log has them when a text was cut within an emoji.</summary>
public sealed class LoneSurrogateTests : IDisposable
{
    private const string Time = "2025-12-17T10:00:00+01:00";

    private readonly ForwardedLog _log = new();

    /// <summary>A half wherever a reader looks at a text.</summary>
    public static TheoryData<string> Lines => new(
        $$"""{"timestamp": "{{Time}}", "action": "A", "symbol": "BTC\ud83d"}""",
        $$"""{"timestamp": "{{Time}}", "action": "ORDER \ud83d", "symbol": "BTC"}""",
        $$"""{"timestamp": "{{Time}}", "action": "\ude00 \uD83D", "n": 1}""",
        $$"""{"timestamp": "{{Time}}", "action": "A", "\ud83d": 1}""",
        $$"""{"timestamp": "{{Time}}", "action": "A", "s\ud83dmbol": 1}""",
        $$"""{"\ud83d": 1, "timestamp": "{{Time}}", "action": "A"}""",
        $$"""{"timestamp": "{{Time}}", "action": "A", "symbol": "\ud83d", "emoji": "\ud83d\ude00 \\ud83d"}""",
        $$"""{"timestamp": "{{Time}}", "action": "A", "deep": {"\udc00": ["\ud800", {"a": "\ud83d\ud83d"} ] } }""");

    public void Dispose() => _log.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_with_half_of_an_emoji_is_sent_as_it_stands(string line)
    {
        _log.Append("trades.log", line, Line(1));
        using TradeEventSource source = _log.Open();
        Assert.Equal(new DateTime(2025, 12, 17, 9, 0, 0), source.GetLag(CancellationToken.None).Oldest?.UtcDateTime);

        List<SentEvent> sent = Send(source);

        Assert.Equal([line, Line(1)], sent.Select(sent => sent.Line));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..32];
        Assert.EndsWith("-0-" + hash, sent[0].Id, StringComparison.Ordinal);
        Assert.Empty(_log.DeadLetters);
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Behind_a_torn_event_it_is_sent_as_it_stands_too(string line)
    {
        string torn = $$"""{"timestamp": "{{Time}}", "action": "\ud83d", "s""";
        _log.Append("trades.log", line + line, torn + Line(1));

        Assert.Equal([line, line, Line(1)], _log.Send().Select(sent => sent.Line));
        Assert.Equal(torn, Encoding.UTF8.GetString(Assert.Single(_log.DeadLetters).Bytes));
    }

    [Fact]
    public void No_line_made_of_parts_of_json_keeps_the_others_waiting()
    {
        string[] parts =
        [
            "{", "}", "[", "]", ":", ",", " ", "\"", "\\", "\\u", "d83d", "\\ud83d", "\\ude00", "1e9999", "-", "nul",
            "\"timestamp\"", "\"action\"", "\"symbol\"", "\"" + Time + "\"", "{\"timestamp\": ", "\ud83d\ude00", "\0",
            "\"\\u0074imestamp\"", "\"2025-99-99T10:00:00\"", "\"s\\ud83d\"",
        ];
        var random = new Random(7);
        for (int number = 0; number < 3000; number++)
        {
            string line = string.Concat(random.GetItems(parts, 1 + random.Next(14)));
            _log.Append("trades.log", line, Line(number));
        }

        string[] sent = [.. _log.Send().Select(sent => sent.Line)];

        Assert.Equal(LinesOf(0, 3000), sent.Intersect(LinesOf(0, 3000)));
    }
}

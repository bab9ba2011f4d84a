using System.Text.RegularExpressions;
using TradingLogging.Configuration;
using TradingLogging.Encryption;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>Which members are encrypted, and that their owner gets back what was logged, byte for byte.</summary>
public sealed partial class MemberEncryptionTests : IDisposable
{
    private const string Keys = "trades.log.2025-12-18.keys";

    private readonly OwnerOfMembers _owner = new();

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_line_that_its_owner_reads_is_the_line_without_encryption()
    {
        object[] events =
        [
            new { account = "DE-4711 \"x\" ä \ud83d\ude00", symbol = "BTCUSDT", price = 50010.50m },
            new { symbol = "X", client = new { name = "Jane", id = 7, tags = new object?[] { 1, "a", null } } },
            new
            {
                legs = new object[] { new { account = 1.10m }, new[] { new { account = true } } },
                account = (string?)null,
            },
            new Dictionary<string, object?> { ["a/b~c"] = new { account = new { deep = "x" } }, ["ä"] = "y" },
            new { half = "\ud83d", account = "\udc00" },
            new { nothing = 1 },
        ];
        string[] plain = Log(_owner.Config(), events);
        File.Delete(_owner.Log.PathOf("trades.log"));

        string[] encrypted = Log(_owner.Config("account", "client.*", "ä"), events);

        Assert.Equal(plain, encrypted.Select(_owner.Read));
        Assert.Equal([1, 3, 3, 2, 1, 0], encrypted.Select(line => Values().Count(line)));
    }

    [Fact]
    public void A_value_says_that_it_is_encrypted_and_by_which_key()
    {
        string line = Log(_owner.Config("account"), new { account = "DE-4711", symbol = "BTCUSDT" })[0];

        string id = KeyLine.IdOf(File.ReadAllBytes(_owner.Log.PathOf(Keys)).AsSpan()[..^1]);
        Assert.Matches(
            $"^{{\"timestamp\": \"2025-12-18T10:30:45.123456\\+01:00\", \"action\": \"X\", "
            + $"\"account\": \"encrypted:{id}:[A-Za-z0-9_-]+\", \"symbol\": \"BTCUSDT\"}}$",
            line);
    }

    [Theory]
    [InlineData("account", "{'account':#,'other':1}")]
    [InlineData("Account-ID", "{'account_id':#,'accountId':#,'ACCOUNT ID':#,'account_id_2':1}")]
    [InlineData("acc*", "{'account':#,'a':{'accent':#},'bacc':1}")]
    [InlineData("client.name", "{'client':{'name':#,'id':1},'name':1}")]
    [InlineData("client.*", "{'client':{'name':#,'sub':#},'clients':{'a':1},'order':{'client':{'x':#}}}")]
    [InlineData("client.*", "{'client':[{'name':#},[{'name':#}]],'other':[{'name':1}]}")]
    [InlineData("a.b.c", "{'a':{'b':{'c':#,'d':1}},'b':{'c':1}}")]
    [InlineData("*.secretive", "{'secretive':1,'x':{'secretive':#}}")]
    [InlineData("client.name", "{'client.name':#,'client.id':1}")]
    [InlineData("client", "{'client.name':#,'my.client':#}")]
    [InlineData("*", "{'a':#,'b':#,'event_time':'2025-12-18T09:00:00Z'}")]
    public void Names_and_paths_mean_these_members(string names, string members)
    {
        string json = members.Replace('\'', '"').Replace("#", "4711", StringComparison.Ordinal);
        using var data = System.Text.Json.JsonDocument.Parse(json);

        string line = Log(_owner.Config(names), data.RootElement)[0];

        string shape = line[line.IndexOf("\"X\"", StringComparison.Ordinal)..];
        Assert.Equal(
            members.Replace('\'', '"'),
            "{" + Values().Replace(shape["\"X\", ".Length..], "#").Replace(": ", ":", StringComparison.Ordinal)
                .Replace(", ", ",", StringComparison.Ordinal));
    }

    [Fact]
    public void A_masked_member_stays_masked_also_inside_an_encrypted_object()
    {
        string[] lines = Log(
            _owner.Config("login", "password"), new { login = new { user = "jane", password = "x" }, password = "y" });

        Assert.EndsWith(
            "\"login\": {\"user\": \"jane\", \"password\": \"***\"}, \"password\": \"***\"}",
            _owner.Read(lines[0]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_value_twice_gives_two_texts()
    {
        string[] lines = Log(_owner.Config("a"), new { a = 1 }, new { a = 1 });

        Assert.Equal(2, lines.Select(line => Values().Match(line).Value).Distinct().Count());
    }

    [Theory]
    [InlineData(TimestampForm.Utc)]
    [InlineData(TimestampForm.Naive)]
    public void Every_form_of_timestamp_is_bound(TimestampForm form)
    {
        string[] lines = Log(_owner.Config("a") with { Timestamp = form }, new { a = 1 });

        Assert.EndsWith("\"a\": 1}", _owner.Read(lines[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_a_context_are_encrypted_too()
    {
        using (var session = new TestSession(_owner.Config("account")))
        using (TradingLogger.BeginScope(new { account = "DE-4711", strategy = "sma" }))
        {
            session.LogTrade("X", new { a = 1 });
            session.GetLogger("trading").LogStructured(LogLevel.Info, "hello", new { b = 2 });
        }

        Assert.DoesNotContain("4711", _owner.AllText(), StringComparison.Ordinal);
        Assert.EndsWith(
            "\"account\": \"DE-4711\", \"strategy\": \"sma\"}",
            _owner.Read(_owner.Log.Lines("trades.log")[0]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_line_that_is_written_can_be_read()
    {
        var config = _owner.Config("text") with { MaxRecordBytes = TradeLineLimits.MostBytes };

        string line = Log(config, new { text = new string('x', TradeLineLimits.MostBytes) })[0];

        Assert.InRange(line.Length, TradeLineLimits.MostBytes / 2, TradeLineLimits.MostBytes);
        Assert.EndsWith("\"truncated\": true}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chained_log_covers_the_cipher_text_and_verifies_without_a_key()
    {
        LoggingConfig config = _owner.Config("account") with { Integrity = IntegrityMode.Chain };
        Log(config, new { account = 1 }, new { account = 2 });
        File.Delete(_owner.Own.PathOf("private.pem"));

        TradeLogProof proof = Assert.Single(
            new TradeLogVerifier(_owner.Log.PathOf("trades.log")).Verify(TestContext.Current.CancellationToken));

        Assert.Null(proof.FirstProblem);
        Assert.Equal(2, proof.LastSeq);
    }

    [Fact]
    public void The_fallback_carries_the_encrypted_line()
    {
        LoggingConfig config = _owner.Config("account") with { FallbackDir = _owner.Log.PathOf("elsewhere") };
        using (var session = new TestSession(config))
        {
            session.LogTrade("X", new { account = 4711 });
            File.Move(_owner.Log.PathOf("trades.log"), _owner.Log.PathOf("moved"));
            Directory.CreateDirectory(_owner.Log.PathOf("trades.log"));
            session.LogTrade("X", new { account = 4712 });
        }

        string line = Assert.Single(_owner.Log.Lines(Path.Combine("elsewhere", "trades.log.fallback")));
        Assert.DoesNotContain("4712", line, StringComparison.Ordinal);
        Assert.EndsWith("\"account\": 4712}", _owner.Read(line), StringComparison.Ordinal);
    }

    [GeneratedRegex("\"encrypted:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]+\"")]
    private static partial Regex Values();

    private string[] Log(LoggingConfig config, params object[] events)
    {
        using (var session = new TestSession(config))
        {
            foreach (object data in events)
                session.LogTrade("X", data);
        }

        return _owner.Log.Lines("trades.log");
    }
}

using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Encryption;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>The key of a day: when it is made, where it is kept, and what happens when it cannot be.</summary>
[Collection(FacadeCollection.Name)]
public sealed class DayKeyTests : IDisposable
{
    private const string Keys = "trades.log.2025-12-18.keys";

    private readonly OwnerOfMembers _owner = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _output.Dispose();
        _owner.Dispose();
    }

    [Fact]
    public void It_is_made_by_the_first_event_that_needs_it()
    {
        using var session = new TestSession(_owner.Config("account"));
        session.LogTrade("X", new { symbol = "A" });
        Assert.False(session.HasFile(Keys));

        session.LogTrade("X", new { account = 1 });
        session.LogTrade("X", new { account = 2 });

        Assert.Single(session.Lines(Keys));
        Assert.Equal(["trades.log", Keys, "trading.log"], _owner.Log.Files);
    }

    [Fact]
    public void Midnight_gives_a_new_key_in_the_file_of_the_new_day()
    {
        using var session = new TestSession(_owner.Config("account"));
        session.LogTrade("X", new { account = 1 });
        session.UtcNow = session.UtcNow.AddDays(1);
        session.LogTrade("X", new { account = 2 });

        Assert.Single(session.Lines(Keys));
        Assert.Single(session.Lines("trades.log.2025-12-19.keys"));
        Assert.EndsWith(" 1}", _owner.Read(session.Lines("trades.log.2025-12-18")[0]), StringComparison.Ordinal);
        Assert.EndsWith(" 2}", _owner.Read(session.Lines("trades.log")[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_goes_back_over_midnight_and_forth_makes_no_further_key()
    {
        using var session = new TestSession(_owner.Config("account"));
        DateTime today = session.UtcNow;
        foreach (int days in (int[])[0, 1, 0, 1, 0])
        {
            session.UtcNow = today.AddDays(days);
            session.LogTrade("X", new { account = days });
        }

        Assert.Single(session.Lines(Keys));
        Assert.Single(session.Lines("trades.log.2025-12-19.keys"));
    }

    [Fact]
    public void The_day_is_that_of_the_rotation_zone()
    {
        using var session = new TestSession(_owner.Config("account") with { RotationZone = RotationZone.Utc });
        session.UtcNow = new DateTime(2025, 12, 18, 23, 30, 0, DateTimeKind.Utc);
        session.LogTrade("X", new { account = 1 });

        Assert.True(session.HasFile(Keys));
    }

    [Fact]
    public void Each_logger_has_its_own_key_in_the_same_file()
    {
        using var one = new TestSession(_owner.Config("account"));
        using var other = new TestSession(_owner.Config("account"));
        one.LogTrade("X", new { account = 1 });
        other.LogTrade("X", new { account = 2 });

        Assert.Equal(2, one.Lines(Keys).Distinct().Count());
        Assert.Equal(
            ["1}", "2}"],
            one.Lines("trades.log").Select(_owner.Read).Select(line => line[line.LastIndexOf(' ')..].Trim()));
    }

    [Fact]
    public void Loggers_that_make_their_keys_at_once_tear_no_line()
    {
        const int Loggers = 8;
        LoggingConfig config = _owner.Config("account");
        Parallel.For(0, Loggers, number =>
        {
            using var session = new TestSession(config);
            session.LogTrade("X", new { account = number });
        });

        string[] keys = _owner.Log.Lines(Keys);
        Assert.Equal(Loggers, keys.Length);
        Assert.All(keys, key => Assert.NotNull(KeyLine.TryParse(Encoding.ASCII.GetBytes(key), out _)));
        Assert.Equal(
            Enumerable.Range(0, Loggers),
            _owner.Log.Lines("trades.log").Select(_owner.Read)
                .Select(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..^1], null)).Order());
    }

    [Fact]
    public void Another_configuration_counts_from_the_next_event_on()
    {
        using var later = new OwnerOfMembers();
        LoggingConfig config = _owner.Config("account");
        TradingLogger.Initialize(config);
        TradingLogger.LogTrade("X", new { account = 1 });
        TradingLogger.Initialize(config with { EncryptTo = [later.PublicKey], Encrypt = ["account", "b"] });
        TradingLogger.LogTrade("X", new { account = 2, b = 3 });
        TradingLogger.Initialize(config with { Encrypt = [] });
        TradingLogger.LogTrade("X", new { account = 4 });

        string[] lines = _owner.Log.Lines("trades.log");
        string keys = Assert.Single(_owner.Log.Files, name => name.EndsWith(".keys", StringComparison.Ordinal));
        Assert.Equal(2, _owner.Log.Lines(keys).Length);
        Assert.EndsWith("\"account\": 1}", _owner.Read(lines[0]), StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => _owner.Read(lines[1]));
        Assert.EndsWith("\"account\": 4}", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_is_encrypted_with_the_timestamp_that_it_gets()
    {
        TradingLogger.Initialize(_owner.Config("account"));
        TradeBatch batch = TradingLogger.CreateBatch();
        batch.Add("X", new { account = 4711 });
        batch.Add("Y", new { symbol = "A" });
        batch.Add("X", new { account = 4712 });

        IReadOnlyList<TradeEvent> written = TradingLogger.LogTradeEvents(batch);

        string[] lines = _owner.Log.Lines("trades.log");
        Assert.Equal(lines, written.Select(one => one.ToString()));
        Assert.Equal(
            ["4711}", "\"A\"}", "4712}"],
            lines.Select(_owner.Read).Select(line => line[line.LastIndexOf(' ')..].Trim()));
        TradingLogger.Close();
        Assert.DoesNotContain("4711", _owner.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain("4712", _owner.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_call_returns_is_what_stands_in_the_log()
    {
        TradingLogger.Initialize(_owner.Config("account"));

        TradeEvent written = TradingLogger.LogTradeEvent("X", new { account = 4711 });

        Assert.Equal(_owner.Log.Lines("trades.log")[0], written.ToString());
    }

    [Fact]
    public void In_async_mode_what_waits_is_encrypted_already()
    {
        TradingLogger.Initialize(_owner.Config("account") with { Mode = WriteMode.Async });
        for (int number = 0; number < 100; number++)
            TradingLogger.LogTrade("X", new { account = number });
        TradingLogger.Close();

        Assert.Equal(
            Enumerable.Range(0, 100),
            _owner.Log.Lines("trades.log").Select(_owner.Read)
                .Select(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..^1], null)));
    }

    [Fact]
    public void Every_line_stands_in_the_second_directory_too()
    {
        LoggingConfig config = _owner.Config("account") with { EncryptKeys = _owner.Own.PathOf("deep/keys") };
        using var session = new TestSession(config);
        session.LogTrade("X", new { account = 1 });

        Assert.Equal(
            File.ReadAllBytes(session.PathOf(Keys)),
            File.ReadAllBytes(_owner.Own.PathOf(Path.Combine("deep", "keys", Keys))));
    }

    [Fact]
    public void The_directory_of_the_log_is_no_second_one() =>
        Assert.Contains(
            "encrypt_keys",
            Assert.Throws<ConfigurationException>(
                () => new TestSession(_owner.Config("a") with { EncryptKeys = _owner.Log.FullName + "/." })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_second_directory_that_cannot_be_made_is_an_error_of_the_initialisation()
    {
        string file = _owner.Own.PathOf("file");
        File.WriteAllText(file, "");

        string message = Assert.Throws<ConfigurationException>(
            () => new TestSession(_owner.Config("a") with { EncryptKeys = Path.Combine(file, "keys") })).Message;

        Assert.Contains("encrypt_keys", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_kept_key_the_event_is_an_error_and_nothing_of_it_is_written(bool isBesideLog)
    {
        LoggingConfig config = _owner.Config("account") with { EncryptKeys = _owner.Own.PathOf("keys") };
        using var session = new TestSession(config);
        string path = isBesideLog ? session.PathOf(Keys) : Path.Combine(config.EncryptKeys, Keys);
        Directory.CreateDirectory(path);

        LogWriteException first = Assert.Throws<LogWriteException>(
            () => session.LogTrade("ORDER_FILLED", new { account = 4711 }));
        Assert.Throws<LogWriteException>(() => session.LogTrade("X", new { account = 4711 }));
        session.LogTrade("X", new { symbol = "A" });
        Directory.Delete(path);
        session.LogTrade("X", new { account = 4712 });

        string[] lines = session.Lines("trades.log");
        string keys = Assert.Single(session.Lines(Keys));
        session.Dispose();
        Assert.False(first.IsTradeEventWritten);
        Assert.Contains("ORDER_FILLED", first.Message, StringComparison.Ordinal);
        Assert.Contains(path, first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", first.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", _owner.AllText(), StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("4712}", _owner.Read(lines[1]), StringComparison.Ordinal);
        // The failures have left no line of a key that nobody uses.
        Assert.Contains(KeyLine.IdOf(Encoding.ASCII.GetBytes(keys)), lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_without_a_kept_key_is_not_written_and_stays()
    {
        TradingLogger.Initialize(_owner.Config("account"));
        string path = ArchiveName.OfKeys(_owner.Log.PathOf("trades.log"), DateTime.Today);
        Directory.CreateDirectory(path);
        TradeBatch batch = TradingLogger.CreateBatch();
        batch.Add("X", new { account = 4711 });

        Assert.Throws<LogWriteException>(() => TradingLogger.LogTrades(batch));

        TradingLogger.Close();
        Assert.Equal(1, batch.Count);
        Assert.DoesNotContain("4711", _owner.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_line_before_it_does_not_take_it_along()
    {
        File.WriteAllText(_owner.Log.PathOf(Keys), "{\"protected\":\"eyJ");
        using var session = new TestSession(_owner.Config("account"));
        session.LogTrade("X", new { account = 1 });

        Assert.Equal(2, session.Lines(Keys).Length);
        Assert.NotNull(KeyLine.TryParse(Encoding.ASCII.GetBytes(session.Lines(Keys)[1]), out _));
        Assert.EndsWith("1}", _owner.Read(session.Lines("trades.log")[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_removed_or_cut_while_its_key_is_in_use_gets_its_line_again(bool isRemoved)
    {
        using var session = new TestSession(_owner.Config("account"));
        session.LogTrade("X", new { account = 1 });
        string key = Assert.Single(session.Lines(Keys));
        if (isRemoved)
            File.Delete(session.PathOf(Keys));
        else
            File.WriteAllText(session.PathOf(Keys), key[..100]);
        session.UtcNow = session.UtcNow.AddSeconds(1);
        session.LogTrade("X", new { account = 2 });
        session.LogTrade("X", new { account = 3 });

        Assert.Equal(key, session.Lines(Keys)[^1]);
        Assert.Equal(
            ["1}", "2}", "3}"],
            session.Lines("trades.log").Select(_owner.Read).Select(line => line[line.LastIndexOf(' ')..].Trim()));
        Assert.Contains("encrypt_keys", Assert.Single(_output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_lost_line_cannot_be_put_back_events_that_need_its_key_are_errors()
    {
        using var session = new TestSession(_owner.Config("account"));
        session.LogTrade("X", new { account = 1 });
        File.Delete(session.PathOf(Keys));
        Directory.CreateDirectory(session.PathOf(Keys));
        session.UtcNow = session.UtcNow.AddSeconds(1);

        Assert.Throws<LogWriteException>(() => session.LogTrade("X", new { account = 2 }));
        Assert.Throws<LogWriteException>(() => session.LogTrade("X", new { account = 3 }));
        Directory.Delete(session.PathOf(Keys));
        session.LogTrade("X", new { account = 4 });

        Assert.Equal(
            ["1}", "4}"],
            session.Lines("trades.log").Select(_owner.Read).Select(line => line[line.LastIndexOf(' ')..].Trim()));
    }

    [Fact]
    public void Its_file_goes_with_its_day_and_the_copy_stays()
    {
        LoggingConfig config = _owner.Config("account") with
        {
            EncryptKeys = _owner.Own.PathOf("keys"),
            TradeBackupCount = 1,
        };
        using var session = new TestSession(config);
        for (int day = 0; day < 4; day++)
        {
            session.LogTrade("X", new { account = day });
            session.UtcNow = session.UtcNow.AddDays(1);
        }

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-20", "trades.log.2025-12-20.keys", "trades.log.2025-12-21.keys"],
            _owner.Log.Files.Where(name => name.StartsWith("trades", StringComparison.Ordinal)));
        Assert.Equal(4, Directory.GetFiles(config.EncryptKeys, "trades*").Length);
    }

    [Fact]
    public void Its_file_stays_while_a_compressed_file_of_its_day_does()
    {
        using var session = new TestSession(_owner.Config("account") with { TradeBackupCount = 1 });
        for (int day = 0; day < 4; day++)
        {
            session.LogTrade("X", new { account = day });
            if (day == 1)
                File.WriteAllText(session.PathOf("trades.log.2025-12-18.1.gz"), "");
            session.UtcNow = session.UtcNow.AddDays(1);
        }

        Assert.False(session.HasFile("trades.log.2025-12-18"));
        Assert.True(session.HasFile(Keys));
        Assert.False(session.HasFile("trades.log.2025-12-19.keys"));
    }

    [Fact]
    public void Its_file_is_not_read_as_a_log()
    {
        using (var session = new TestSession(_owner.Config("account")))
            session.LogTrade("X", new { account = 1 });
        var problems = new List<string>();

        TradeEvent[] read =
        [
            .. TradeLog.InDirectory(_owner.Log.FullName)
                .Read(null, new LogReadOptions { Damaged = damage => problems.Add(damage.ToString()) }),
        ];

        Assert.Single(read);
        Assert.Empty(problems);
    }

    [Fact]
    public void Others_may_read_it_as_they_may_read_the_log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such bits.");
        using var session = new TestSession(_owner.Config("account") with { FileMode = "0600" });
        session.LogTrade("X", new { account = 1 });

        // Read and write for the owner alone: 0600.
        Assert.Equal(0x180, PlatformFiles.Current.GetStatus(session.PathOf(Keys))?.Permissions & 0x1FF);
    }
}

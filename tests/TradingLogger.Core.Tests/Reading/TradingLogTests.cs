using System.IO.Compression;
using System.Text;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradingLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Backups_are_read_before_the_current_file_from_the_oldest_on()
    {
        Write("trading.log", Line(4, "d"));
        Write("trading.log.1", Line(3, "c"));
        Write("trading.log.2", Line(2, "b"));
        Compress("trading.log.10.gz", Line(1, "a"));
        Write("trading.log.bak", Line(9, "never"));

        Assert.Equal(["a", "b", "c", "d"], Read().Select(entry => entry.Message));
    }

    [Fact]
    public void A_record_has_its_parts_and_the_lines_that_belong_to_it()
    {
        Write(
            "trading.log",
            Line(1, "first"),
            Line(2, "failed") + "  System.InvalidOperationException: no price\n    at line 3\n",
            Line(3, "last"));

        TradingLogEntry entry = Read()[1];

        Assert.Equal(new DateTime(2025, 12, 18, 10, 30, 2), entry.Timestamp.DateTime);
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Equal("trading.risk", entry.Logger);
        Assert.Equal(87, entry.Line);
        Assert.Equal("failed\n  System.InvalidOperationException: no price\n    at line 3", entry.Message);
        Assert.Equal(2, entry.Location.Line);
    }

    [Fact]
    public void Every_condition_must_be_met()
    {
        Write(
            "trading.log",
            "2025-12-18 10:30:01 | INFO     | trading.signals:1 | a\n",
            "2025-12-18 10:30:02 | WARNING  | trading:1 | b\n",
            "2025-12-18 10:30:03 | ERROR    | tradings:1 | c\n");

        Assert.Equal(["b", "c"], Messages(new TradingLogQuery { MinimumLevel = LogLevel.Warning }));
        Assert.Equal(["a", "b"], Messages(new TradingLogQuery { Logger = "TRADING" }));
        Assert.Equal(["c"], Messages(new TradingLogQuery { Since = At(3) }));
        Assert.Equal(["a"], Messages(new TradingLogQuery { Until = At(2) }));
        Assert.Equal(["b"], Messages(new TradingLogQuery { Message = text => text == "b", Logger = "trading" }));
    }

    [Fact]
    public void The_first_and_the_last_records_are_those_that_meet_the_conditions()
    {
        Write("trading.log.1", Line(1, "a"), Line(2, "b"), Line(3, "never"));
        Write("trading.log", Line(4, "c"), Line(5, "d") + "  more\n", Line(6, "never"));
        var wanted = new TradingLogQuery { Message = text => text != "never" };

        Assert.Equal(["a"], Messages(wanted with { First = 1 }));
        Assert.Equal(["a", "b", "c"], Messages(wanted with { First = 3 }));
        Assert.Equal(["d\n  more"], Messages(wanted with { Last = 1 }));
        Assert.Equal(["b", "c", "d\n  more"], Messages(wanted with { Last = 3 }));
        Assert.Equal(4, Messages(wanted with { Last = 9 }).Count());
        Assert.Empty(Messages(wanted with { First = 0 }));
        Assert.Empty(Messages(wanted with { Last = 0 }));
        Assert.Empty(Messages(new TradingLogQuery { LoggerName = name => name == "other" }));
    }

    [Fact]
    public void What_begins_like_no_record_is_reported_and_skipped()
    {
        Write("trading.log", "torn | nothing\n", Line(1, "a"));
        var damages = new List<LogDamage>();

        TradingLogEntry entry = Assert.Single(
            TradingLog.InDirectory(_folder.FullName).Read(options: new LogReadOptions { Damaged = damages.Add }));

        Assert.Equal("a", entry.Message);
        Assert.Equal(1, Assert.Single(damages).Location.Line);
    }

    [Fact]
    public void Files_are_read_in_the_order_in_which_they_are_named()
    {
        Write("b.log", Line(2, "b"));
        Write("a.log", Line(1, "a"));

        Assert.Equal(
            ["b", "a"],
            TradingLog.OfFiles([_folder.PathOf("b.log"), _folder.PathOf("a.log")])
                .Read()
                .Select(entry => entry.Message));
    }

    [Fact]
    public void Named_backups_are_read_before_their_log_from_the_oldest_on()
    {
        Write("trading.log", Line(4, "d"));
        Write("trading.log.1", Line(3, "c"));
        Write("trading.log.2", Line(2, "b"));
        Compress("trading.log.10.gz", Line(1, "a"));
        string[] names = ["trading.log", "trading.log.1", "trading.log.10.gz", "trading.log.2"];

        Assert.Equal(
            ["a", "b", "c", "d"],
            TradingLog.OfFiles(names.Select(_folder.PathOf)).Read().Select(entry => entry.Message));
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_an_error_that_names_it()
    {
        string missing = _folder.PathOf("missing");

        var error = Assert.Throws<DirectoryNotFoundException>(() => TradingLog.InDirectory(missing).Read().ToList());

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    private static string Line(int second, string message) =>
        $"2025-12-18 10:30:0{second} | WARNING  | trading.risk:87 | {message}\n";

    private static DateTimeOffset At(int second) => new(new DateTime(2025, 12, 18, 10, 30, second, DateTimeKind.Local));

    private IEnumerable<string> Messages(TradingLogQuery query) =>
        TradingLog.InDirectory(_folder.FullName).Read(query).Select(entry => entry.Message);

    private List<TradingLogEntry> Read() => [.. TradingLog.InDirectory(_folder.FullName).Read()];

    private void Write(string name, params string[] lines) =>
        File.WriteAllText(_folder.PathOf(name), string.Concat(lines));

    private void Compress(string name, string text)
    {
        using var stream = new GZipStream(File.Create(_folder.PathOf(name)), CompressionLevel.Fastest);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    }
}

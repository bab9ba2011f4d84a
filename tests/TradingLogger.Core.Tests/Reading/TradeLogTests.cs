using System.IO.Compression;
using System.Text;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradeLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Archives_are_read_before_the_current_file_in_the_order_of_days_and_numbers()
    {
        Write("trades.log", Line(9));
        Write("trades.log.2025-12-17", Line(3));
        Write("trades.log.2025-12-17.2", Line(5));
        Write("trades.log.2025-12-17.10", Line(6));
        Write("trades.log.2025-12-17.1", Line(4));
        Write("trades.log.2025-12-16", Line(2));
        Write("trades.log.2025-11-30", Line(1));
        Write("trades.log.bak", Line(99));
        Write("trades.log.2025-12-17.seal.txt", Line(99));
        Write("trades.logs.2025-12-17", Line(99));

        Assert.Equal(["A1", "A2", "A3", "A4", "A5", "A6", "A9"], Actions());
    }

    [Fact]
    public void An_archive_that_an_administrator_compressed_is_read_and_its_twin_only_once()
    {
        Compress("trades.log.2025-12-16.gz", Line(1));
        Compress("trades.log.2025-12-17.1.gz", Line(3));
        Write("trades.log.2025-12-17", Line(2));
        Compress("trades.log.2025-12-17.gz", Line(2));

        Assert.Equal(["A1", "A2", "A3"], Actions());
    }

    [Fact]
    public void Named_archives_are_read_before_their_log_and_other_files_in_the_order_of_their_names()
    {
        Write("z.log", Line(1));
        Write("trades.log", Line(9));
        Write("trades.log.2025-12-17.2", Line(6));
        Write("trades.log.2025-12-17.10", Line(7));
        Write("trades.log.2025-12-17", Line(5));
        Write("trades.log.2025-12-16", Line(4));
        Compress("trades.log.2025-12-16.gz", Line(4));
        Compress("trades.log.2025-12-15.gz", Line(3));
        Write("a.log", Line(2));
        string[] names =
        [
            "z.log", "trades.log", "a.log", "trades.log.2025-12-15.gz", "trades.log.2025-12-16.gz",
            "trades.log.2025-12-16", "trades.log.2025-12-17", "trades.log.2025-12-17.10", "trades.log.2025-12-17.2",
        ];

        Assert.Equal(
            ["A1", "A3", "A4", "A5", "A6", "A7", "A9", "A2"],
            TradeLog.OfFiles(names.Select(_folder.PathOf)).Read().Select(read => read.Action));
    }

    [Fact]
    public void An_event_knows_where_it_stands()
    {
        Write("trades.log", Line(1), Line(2));

        TradeEvent second = TradeLog.InDirectory(_folder.FullName).Read().Last();

        Assert.Equal(new LogLocation(_folder.PathOf("trades.log"), 2, Line(1).Length), second.Location);
        Assert.EndsWith(
            $"trades.log, line 2, byte {Line(1).Length}",
            second.Location.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_line_is_reported_with_file_line_and_offset_and_skipped()
    {
        Write("trades.log", Line(1), Line(2)[..30] + "\n", Line(3));
        var damages = new List<LogDamage>();

        Assert.Equal(["A1", "A3"], Actions(damages));

        LogDamage damage = Assert.Single(damages);
        Assert.Equal(new LogLocation(_folder.PathOf("trades.log"), 2, Line(1).Length), damage.Location);
        Assert.Equal(30, damage.Length);
    }

    [Fact]
    public void A_record_glued_behind_a_torn_one_is_recovered_at_every_cut()
    {
        for (int cut = 1; cut < Line(2).Length - 1; cut++)
        {
            Write("trades.log", Line(1), Line(2)[..cut], Line(3), Line(4));
            var damages = new List<LogDamage>();

            Assert.Equal(["A1", "A3", "A4"], Actions(damages));

            LogDamage damage = Assert.Single(damages);
            Assert.Equal((2, Line(1).Length, cut), (damage.Location.Line, damage.Location.Offset, damage.Length));
        }
    }

    [Fact]
    public void A_copy_of_an_event_in_a_torn_line_is_no_event()
    {
        string line = Line(1).TrimEnd('\n')[..^1] + ", \"before\": " + Line(2).TrimEnd('\n')
            + ", \"note\": \"text\"}";
        // Cut right behind the copy, it cannot be told from an event that somebody glued there.
        int copied = line.IndexOf(", \"note\"", StringComparison.Ordinal);
        for (int cut = copied + 1; cut < line.Length; cut++)
        {
            Write("trades.log", line[..cut] + "\n", Line(3));
            var damages = new List<LogDamage>();

            Assert.Equal(["A3"], Actions(damages));
            Assert.Single(damages);
        }
    }

    [Fact]
    public void Records_without_a_line_feed_between_them_are_all_read()
    {
        Write("trades.log", Line(1).TrimEnd('\n'), Line(2).TrimEnd('\n'), Line(3).TrimEnd('\n'));
        var damages = new List<LogDamage>();

        Assert.Equal(["A1", "A2", "A3"], Actions(damages));
        Assert.Empty(damages);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(-12)]
    public void Bounds_at_the_ends_of_time_are_bounds_by_every_clock(int hours)
    {
        TimeSpan offset = TimeSpan.FromHours(hours);
        Write("trades.log", Line(1), Line(2));

        Assert.Equal(["A1", "A2"], Read(new TradeQuery { Since = First(), Until = Last() }));
        Assert.Equal(
            2, TradeLog.InDirectory(_folder.FullName).Count(new TradeQuery { Since = First(), Until = Last() }));

        DateTimeOffset First() => new(new DateTime(Math.Max(0, offset.Ticks)), offset);
        DateTimeOffset Last() => new(new DateTime(DateTime.MaxValue.Ticks + Math.Min(0, offset.Ticks)), offset);
    }

    [Fact]
    public void Filters_apply_together()
    {
        Write("trades.log", [.. Enumerable.Range(1, 20).Select(Line)]);

        Assert.Equal(["A5", "A6"], Read(new TradeQuery { Since = Time(5), Until = Time(7) }));
        Assert.Equal(
            ["A5"],
            Read(new TradeQuery { Since = Time(5), Until = Time(7), Action = action => action == "A5" }));
        Assert.Equal(["A2", "A4"], Read(new TradeQuery { Symbol = symbol => symbol == "S0", First = 2 }));
        Assert.Equal(["A18", "A20"], Read(new TradeQuery { Symbol = symbol => symbol == "S0", Last = 2 }));
        Assert.Equal(["A7"], Read(new TradeQuery { Where = [new MemberCondition("N", value => value is 7L)] }));
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_named() => Assert.Contains(
        "nowhere",
        Assert.Throws<DirectoryNotFoundException>(
            () => TradeLog.InDirectory(_folder.PathOf("nowhere")).Read().Count()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_does_not_exist_is_named_and_the_others_are_read()
    {
        Write("other.log", Line(1));
        var failures = new List<IOException>();
        var log = TradeLog.OfFiles([_folder.PathOf("none.log"), _folder.PathOf("other.log")]);

        Assert.Single(log.Read(options: new LogReadOptions { Failed = failures.Add }));
        Assert.Contains("none.log' does not exist", Assert.Single(failures).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => log.Read().Count());
    }

    private static string Line(int number) =>
        FormattableString.Invariant($"{{\"timestamp\": \"2025-12-18T10:30:{number:D2}.000000+01:00\", ")
        + FormattableString.Invariant($"\"action\": \"A{number}\", \"symbol\": \"S{number % 2}\", \"n\": {number}}}\n");

    private static DateTimeOffset Time(int second) => new(2025, 12, 18, 10, 30, second, TimeSpan.FromHours(1));

    private IEnumerable<string> Read(TradeQuery query) =>
        TradeLog.InDirectory(_folder.FullName).Read(query).Select(read => read.Action);

    private IEnumerable<string> Actions(List<LogDamage>? damages = null) => TradeLog.InDirectory(_folder.FullName)
        .Read(options: new LogReadOptions { Damaged = damages is null ? null : damages.Add })
        .Select(read => read.Action);

    private void Write(string name, params string[] lines) =>
        File.WriteAllText(_folder.PathOf(name), string.Concat(lines));

    private void Compress(string name, params string[] lines)
    {
        using var stream = new GZipStream(File.Create(_folder.PathOf(name)), CompressionMode.Compress);
        stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }
}

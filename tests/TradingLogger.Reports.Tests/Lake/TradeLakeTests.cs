using System.Globalization;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports.Lake;
using Xunit;

namespace TradingLogging.Reports.Tests.Lake;

public sealed class TradeLakeTests : IDisposable
{
    private const string ByDay = "select cast(day as varchar), count(*), sum(n), cast(sum(price) as varchar) "
        + "from read_parquet('{lake}/*/*.parquet', hive_partitioning = true, union_by_name = true) "
        + "group by day order by day";

    private readonly LakeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DuckDB_reads_the_days_of_the_folders()
    {
        AddTwoDays();

        IReadOnlyList<string> files = _folder.Write();

        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
        Assert.Equal(
            ["_tradinglogger/host.parquet.json", "day=2025-12-17/host.parquet", "day=2025-12-18/host.parquet"],
            _folder.Files);
        Assert.Equal(
            ["day=2025-12-17/host.parquet", "day=2025-12-18/host.parquet"],
            files.Select(file => Path.GetRelativePath(_folder.Lake, file)));
    }

    [Fact]
    public void DuckDB_reads_the_symbols_of_the_folders_whatever_is_in_them()
    {
        string[] symbols =
            ["BTC/USDT", "A=B", "100%", "Ä Ö", "c:d", "e.", "x'y", "\u0085", "..", "__HIVE_DEFAULT_PARTITION__"];
        _folder.Add(
            "trades.log",
            [.. symbols.Select((symbol, n) => LakeFolder.Line("2025-12-18T10:00:00", n, symbol))]);
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:01", 10, symbol: null));

        _folder.Write(lake => lake with { IsBySymbol = true });

        Assert.Equal(
            [.. symbols.Select((symbol, n) => $"{symbol} {n}").Append("NULL 10")],
            _folder.Query(
                "select symbol, n from read_parquet('{lake}/*/*/*.parquet', hive_partitioning = true, "
                    + "union_by_name = true) order by n"));
    }

    [Fact]
    public void Lines_of_ndjson_are_those_of_the_log()
    {
        AddTwoDays();

        _folder.Write(lake => lake with { Format = TradeLakeFormat.Ndjson });

        Assert.Equal(
            File.ReadAllText(Path.Combine(_folder.Log, "trades.log.2025-12-17")),
            File.ReadAllText(Path.Combine(_folder.Lake, "day=2025-12-17", "host.ndjson")));
        Assert.Equal(
            ["2025-12-17 3", "2025-12-18 3"],
            _folder.Query(
                "select cast(day as varchar), sum(n) from read_json('{lake}/*/*.ndjson', hive_partitioning = true, "
                    + "format = 'newline_delimited') group by day order by day"));
    }

    [Fact]
    public void A_day_that_is_written_again_is_there_once_with_what_has_come_since()
    {
        AddTwoDays();
        _folder.Write();
        _folder.Add("trades.log.2025-12-17", LakeFolder.Line("2025-12-17T09:00:00", 10));
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T12:00:00", 20));

        _folder.Write();
        _folder.Write();

        Assert.Equal(["2025-12-17 3 13 13.30", "2025-12-18 2 23 23.20"], _folder.Query(ByDay));
    }

    [Fact]
    public void Many_hosts_write_one_lake()
    {
        AddTwoDays();

        _folder.Write();
        _folder.Write(lake => lake with { Name = "other" }, _folder.Moved());

        Assert.Equal(["2025-12-17 4 6 6.40", "2025-12-18 2 6 6.20"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_day_of_which_a_moment_is_wanted_is_exported_as_a_whole_whatever_offsets_its_events_have()
    {
        _folder.Add(
            "trades.log",
            LakeFolder.Line("2025-12-17T12:00:00", 1, offset: "Z"),
            LakeFolder.Line("2025-12-18T00:00:00", 2, offset: "+14:00"),
            LakeFolder.Line("2025-12-18T23:59:59", 4, offset: "-12:00"),
            LakeFolder.Line("2025-12-19T12:00:00", 8, offset: "Z"));

        _folder.Write(lake => lake with { Since = At("2025-12-18T00:00:00Z"), Until = At("2025-12-19T00:00:00Z") });

        Assert.Equal(["2025-12-18 2 6 6.20"], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "2025-12-18T00:00:00+01:00", "2025-12-17 2 3 3.20")]
    [InlineData("2025-12-18T00:00:00+01:00", "9999-12-31T23:59:59Z", "2025-12-18 1 3 3.10")]
    public void The_first_and_the_last_moment_may_be_any(string since, string until, string expected)
    {
        AddTwoDays();

        _folder.Write(lake => lake with { Since = At(since), Until = At(until) });

        Assert.Equal([expected], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(0)]
    [InlineData(-12)]
    public void Exported_each_night_for_a_day_no_event_is_missing_wherever_the_clock_stands(int hours)
    {
        DateTimeOffset first = At("2025-12-16T00:00:00Z");
        for (int hour = 0; hour < 96; hour++)
        {
            string time = first.AddHours(hour).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            _folder.Add("trades.log", LakeFolder.Line(time, 1, offset: "Z"));
            DateTimeOffset now = first.AddHours(hour).ToOffset(TimeSpan.FromHours(hours));
            if (now.Hour == 3)
                _folder.Write(lake => lake with { Since = now.AddDays(-1) });
        }

        _folder.Write(lake => lake with { Since = first.AddHours(95).AddDays(-1) });

        Assert.Equal(["96"], _folder.Query("select count(*) from read_parquet('{lake}/*/*.parquet')"));
    }

    [Fact]
    public void A_task_that_starts_some_seconds_later_each_night_leaves_nothing_out()
    {
        _folder.Add("trades.log", LakeFolder.Line("2025-12-16T03:00:02", 1, offset: "Z"));
        _folder.Write(lake => lake with { Since = At("2025-12-15T03:00:00Z"), Until = At("2025-12-16T00:00:00Z") });

        _folder.Write(lake => lake with { Since = At("2025-12-16T03:00:05Z") });

        Assert.Equal(["2025-12-16 1 1 1.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_late_event_hides_none_of_the_day_before_it()
    {
        string[] day = Morning("2025-12-17");
        string[] late = [.. Enumerable.Range(0, 200).Select(_ => LakeFolder.Line("2025-12-10T10:00:00", 1))];
        _folder.Add("trades.log.2025-12-10", LakeFolder.Line("2025-12-10T09:00:00", 1));
        _folder.Add("trades.log.2025-12-17", [.. day, .. late]);

        _folder.Write(lake => lake with { Since = At("2025-12-17T12:00:00Z") });

        Assert.Equal(["2025-12-17 2000 2000 2200.00"], _folder.Query(ByDay));
    }

    [Fact]
    public void An_event_at_the_end_of_all_times_has_its_day()
    {
        _folder.Add("trades.log", LakeFolder.Line("9999-12-31T23:59:59.9999999", 1, offset: "Z"));

        _folder.Write(lake => lake with { Format = TradeLakeFormat.Ndjson });

        Assert.Contains("day=9999-12-31/host.ndjson", _folder.Files);
    }

    [Fact]
    public void Another_log_takes_no_name_that_one_has()
    {
        AddTwoDays();
        _folder.Write();

        AssertRefused("give another name", lake => lake, _folder.Moved());

        _folder.Write(lake => lake with { IsForced = true }, _folder.Moved());
        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void Of_two_logs_in_one_name_neither_takes_the_events_of_the_other()
    {
        AddTwoDays();
        string[] both = [_folder.Log, Path.GetDirectoryName(_folder.MovedFile)!];
        TradeLog moved = _folder.Moved();
        _folder.Write(log: TradeLog.OfFiles(both));
        File.AppendAllLines(_folder.MovedFile, Enumerable.Repeat(LakeFolder.Line("2025-12-18T11:00:00", 1), 9));

        AssertRefused("0 are read", lake => lake, moved);
    }

    [Fact]
    public void Files_of_the_log_are_the_log_whatever_else_is_named_with_them()
    {
        AddTwoDays();
        _folder.Write();
        _folder.Add("trading.log", "2025-12-18 10:00:00 | INFO     | x | m");
        Directory.CreateDirectory(Path.Combine(_folder.Log, "old"));

        _folder.Write(log: TradeLog.OfFiles(Directory.GetFileSystemEntries(_folder.Log)));

        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData(true, "host")]
    [InlineData(false, "host")]
    [InlineData(true, "other")]
    [InlineData(false, "other")]
    public void A_lake_has_folders_of_one_kind(bool isBySymbol, string name)
    {
        AddTwoDays();
        _folder.Write(lake => lake with { IsBySymbol = isBySymbol });

        AssertRefused("twice", lake => lake with { IsBySymbol = !isBySymbol, IsForced = true, Name = name });
    }

    [Fact]
    public void What_a_failed_export_has_begun_is_known_to_the_next()
    {
        _folder.Add(
            "trades.log",
            LakeFolder.Line("2025-12-18T10:00:00", 1, "A"),
            LakeFolder.Line("2025-12-18T10:00:01", 2, "B"));
        Directory.CreateDirectory(Path.Combine(_folder.Lake, "day=2025-12-18", "symbol=B", "host.parquet"));

        Assert.Throws<TradeLakeException>(() => _folder.Write(lake => lake with { IsBySymbol = true }));

        AssertRefused("twice", lake => lake);
    }

    [Fact]
    public void A_log_that_has_lost_events_does_not_take_them_from_the_lake()
    {
        AddTwoDays();
        _folder.Add("trades.log.2025-12-17", LakeFolder.Line("2025-12-17T11:00:00", 100, "ETHUSDT"));
        _folder.Write(lake => lake with { IsBySymbol = true });
        File.Delete(Path.Combine(_folder.Log, "trades.log.2025-12-17"));
        AddYesterday();

        AssertRefused("2 are read", lake => lake with { IsBySymbol = true });
        _folder.Write(lake => lake with { IsBySymbol = true, Since = At("2025-12-18T00:00:00+01:00") });
        Assert.Contains("day=2025-12-17/symbol=ETHUSDT/host.parquet", _folder.Files);

        _folder.Write(lake => lake with { IsBySymbol = true, IsForced = true });
        Assert.DoesNotContain("day=2025-12-17/symbol=ETHUSDT/host.parquet", _folder.Files);
    }

    [Fact]
    public void The_file_of_a_symbol_that_a_day_has_no_more_goes()
    {
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:00", 1, "A"));
        _folder.Write(lake => lake with { IsBySymbol = true });
        File.Delete(Path.Combine(_folder.Log, "trades.log"));
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:00", 1, "B"));

        _folder.Write(lake => lake with { IsBySymbol = true });

        Assert.Equal(
            ["_tradinglogger/host.parquet.json", "day=2025-12-18/symbol=B/host.parquet"],
            _folder.Files);
    }

    [Fact]
    public void What_cannot_be_read_ends_the_export_and_the_lake_keeps_what_it_has()
    {
        AddTwoDays();
        _folder.Write();
        File.WriteAllText(Path.Combine(_folder.Log, "trades.log.2025-12-16.gz"), "no gzip");

        Assert.ThrowsAny<IOException>(() => _folder.Write());

        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_draft_that_a_killed_export_left_is_not_read_and_does_not_stay()
    {
        AddTwoDays();
        Directory.CreateDirectory(Path.Combine(_folder.Lake, "day=2025-12-17"));
        File.WriteAllText(Path.Combine(_folder.Lake, "day=2025-12-17", ".host.parquet.tmp"), "half");

        _folder.Write();

        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
        Assert.DoesNotContain(_folder.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_exports_of_one_name_at_once_the_second_is_refused()
    {
        AddTwoDays();
        Exception? second = null;
        new TradeLakeWriter().Write(
            TradeLog.InDirectory(_folder.Log),
            new TradeLake { Directory = _folder.Lake, Name = "host" },
            new LogReadOptions(),
            _ => second ??= Record.Exception(() => _folder.Write()));

        Assert.Contains("Another export", Assert.IsType<TradeLakeException>(second).Message, StringComparison.Ordinal);
        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void Of_two_names_that_begin_a_lake_at_once_with_other_folders_one_is_refused()
    {
        AddTwoDays();
        TradeLog other = _folder.Moved();
        var refused = new Exception?[2];
        Parallel.Invoke(
            () => refused[0] = Record.Exception(() => _folder.Write()),
            () => refused[1] = Record.Exception(
                () => _folder.Write(lake => lake with { Name = "other", IsBySymbol = true }, other)));

        Assert.IsType<InvalidDataException>(Assert.Single(refused, exception => exception is not null));
    }

    [Fact]
    public void A_log_that_is_rotated_while_it_is_exported_is_exported_as_a_whole()
    {
        AddTwoDays();
        string current = Path.Combine(_folder.Log, "trades.log");
        new TradeLakeWriter().Write(
            TradeLog.InDirectory(_folder.Log),
            new TradeLake { Directory = _folder.Lake, Name = "host" },
            new LogReadOptions(),
            _ =>
            {
                if (File.Exists(current))
                    File.Move(current, current + ".2025-12-18");
            });

        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_file_in_the_place_of_the_lake_is_told()
    {
        AddTwoDays();
        File.WriteAllText(_folder.Lake, "x");

        var exception = Assert.Throws<TradeLakeException>(() => _folder.Write());

        Assert.Contains("is a file", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("_host")]
    [InlineData(".host")]
    [InlineData("")]
    [InlineData("NUL")]
    [InlineData("a:b")]
    public void A_name_must_be_one_that_readers_of_lakes_see(string name)
    {
        AddTwoDays();

        Assert.Throws<ArgumentException>(() => _folder.Write(lake => lake with { Name = name }));
    }

    [Fact]
    public void A_name_leaves_room_for_what_is_added_to_it() =>
        Assert.Throws<ArgumentException>(() => _folder.Write(lake => lake with { Name = new string('日', 70) }));

    [Fact]
    public void Symbols_that_differ_by_case_only_have_no_folder_each()
    {
        _folder.Add(
            "trades.log",
            LakeFolder.Line("2025-12-18T10:00:00", 1, "btc"),
            LakeFolder.Line("2025-12-18T10:00:01", 2, "BTC"));

        AssertRefused("by case only", lake => lake with { IsBySymbol = true });
        _folder.Write();
        Assert.Equal(["2025-12-18 2 3 3.20"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_day_of_too_many_symbols_is_refused()
    {
        _folder.Add(
            "trades.log",
            [.. Enumerable.Range(0, 501).Select(n =>
                LakeFolder.Line("2025-12-18T10:00:00", n, "S" + n.ToString(CultureInfo.InvariantCulture)))]);

        AssertRefused("500 symbols", lake => lake with { IsBySymbol = true });
    }

    [Fact]
    public void A_symbol_too_long_for_a_folder_is_refused()
    {
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:00", 1, new string('x', 249)));

        AssertRefused("Partition by day alone", lake => lake with { IsBySymbol = true });
    }

    [Fact]
    public void Events_of_too_many_members_are_refused_with_the_format_that_takes_them()
    {
        string members = string.Join(", ", Enumerable.Range(0, 1001).Select(n => $"\"m{n}\": 1"));
        _folder.Add(
            "trades.log",
            $"{{\"timestamp\": \"2025-12-18T10:00:00Z\", \"action\": \"A\", {members}}}");

        AssertRefused("format Ndjson", lake => lake);
        _folder.Write(lake => lake with { Format = TradeLakeFormat.Ndjson });
    }

    [Fact]
    public void An_event_far_from_its_place_in_time_is_in_its_day()
    {
        AddYesterday();
        string[] today = Morning("2025-12-18");
        _folder.Add("trades.log", [.. today[..1000], LakeFolder.Line("2025-12-17T09:00:00", 4), .. today[1000..]]);

        _folder.Write();

        Assert.Equal(["2025-12-17 3 7 7.30", "2025-12-18 2000 2000 2200.00"], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_damaged_manifest_is_told_and_replaced_by_nothing(string contents)
    {
        AddTwoDays();
        _folder.Write();
        File.WriteAllText(Path.Combine(_folder.Lake, "_tradinglogger", "host.parquet.json"), contents);

        AssertRefused("Remove it", lake => lake);
    }

    [Fact]
    public void A_day_that_grows_while_it_is_read_is_not_written_short()
    {
        TradeEvent[] events = [TradeDay.Event("09:00:00", "A"), TradeDay.Event("09:00:01", "B")];
        var lake = new TradeLake { Directory = _folder.Lake, Name = "host" };
        using (var folder = new DayFolder(lake, new DateTime(2025, 12, 18)))
        {
            folder.Learn(events[0]);
            Assert.False(folder.TryWrite(events));
        }

        Assert.Empty(_folder.Files);
    }

    private void AddTwoDays()
    {
        AddYesterday();
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:00", 3));
    }

    private void AddYesterday() => _folder.Add(
        "trades.log.2025-12-17",
        LakeFolder.Line("2025-12-17T10:00:00", 1),
        LakeFolder.Line("2025-12-17T23:59:59", 2));

    // So many that a search by time would not read all of them.
    private static string[] Morning(string day) =>
        [.. Enumerable.Range(0, 2000).Select(n => LakeFolder.Line($"{day}T10:{n / 60:D2}:{n % 60:D2}", 1))];

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private void AssertRefused(string reason, Func<TradeLake, TradeLake> change, TradeLog? log = null)
    {
        string[] before = Directory.Exists(_folder.Lake) ? _folder.Files : [];
        var exception = Assert.Throws<InvalidDataException>(() => _folder.Write(change, log));
        Assert.Contains(reason, exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, Directory.Exists(_folder.Lake) ? _folder.Files : []);
    }
}

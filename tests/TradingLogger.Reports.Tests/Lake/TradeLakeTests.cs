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
        string[] symbols = ["BTC/USDT", "A=B", "100%", "Ä Ö", "c:d", "e.", "x'y"];
        _folder.Add(
            "trades.log",
            [.. symbols.Select((symbol, n) => LakeFolder.Line("2025-12-18T10:00:00", n, symbol))]);
        _folder.Add("trades.log", LakeFolder.Line("2025-12-18T10:00:01", 7, symbol: null));

        _folder.Write(lake => lake with { IsBySymbol = true });

        Assert.Equal(
            [.. symbols.Select((symbol, n) => $"{symbol} {n}").Append("NULL 7")],
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
        _folder.Write(lake => lake with { Name = "other", Source = "/mnt/other/logs" });

        Assert.Equal(["2025-12-17 4 6 6.40", "2025-12-18 2 6 6.20"], _folder.Query(ByDay));
    }

    [Fact]
    public void Days_are_chosen_as_a_whole_by_the_date_that_events_have()
    {
        _folder.Add(
            "trades.log",
            LakeFolder.Line("2025-12-17T23:59:59", 1, offset: "-12:00"),
            LakeFolder.Line("2025-12-18T00:00:00", 2, offset: "+14:00"),
            LakeFolder.Line("2025-12-18T23:59:59", 4, offset: "-12:00"),
            LakeFolder.Line("2025-12-19T00:00:00", 8, offset: "+14:00"));
        var day = new DateTime(2025, 12, 18, 0, 0, 0, DateTimeKind.Unspecified);

        _folder.Write(lake => lake with { FirstDay = day, LastDay = day });

        Assert.Equal(["2025-12-18 2 6 6.20"], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_and_the_last_day_may_be_any(bool isFirst)
    {
        AddTwoDays();

        _folder.Write(lake => isFirst
            ? lake with { FirstDay = DateTime.MinValue, LastDay = new DateTime(2025, 12, 17) }
            : lake with { FirstDay = new DateTime(2025, 12, 18), LastDay = DateTime.MaxValue });

        Assert.Equal([isFirst ? "2025-12-17 2 3 3.20" : "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Fact]
    public void Another_log_takes_no_name_that_one_has()
    {
        AddTwoDays();
        _folder.Write();

        AssertRefused("give another name", lake => lake with { Source = "/mnt/other/logs" });

        _folder.Write(lake => lake with { Source = "/mnt/other/logs", IsForced = true });
        Assert.Equal(["2025-12-17 2 3 3.20", "2025-12-18 1 3 3.10"], _folder.Query(ByDay));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_do_not_stand_in_a_lake_twice_in_folders_of_two_kinds(bool isBySymbol)
    {
        AddTwoDays();
        _folder.Write(lake => lake with { IsBySymbol = isBySymbol });

        AssertRefused("twice", lake => lake with { IsBySymbol = !isBySymbol, IsForced = true });
    }

    [Fact]
    public void A_log_that_has_lost_events_does_not_take_them_from_the_lake()
    {
        AddTwoDays();
        _folder.Add("trades.log.2025-12-17", LakeFolder.Line("2025-12-17T11:00:00", 100, "ETHUSDT"));
        _folder.Write(lake => lake with { IsBySymbol = true });
        File.Delete(Path.Combine(_folder.Log, "trades.log.2025-12-17"));
        AddYesterday();

        AssertRefused("the log has 2", lake => lake with { IsBySymbol = true });
        _folder.Write(lake => lake with { IsBySymbol = true, FirstDay = new DateTime(2025, 12, 18) });
        Assert.Contains("day=2025-12-17/symbol=ETHUSDT/host.parquet", _folder.Files);

        _folder.Write(lake => lake with { IsBySymbol = true, IsForced = true });
        Assert.DoesNotContain("day=2025-12-17/symbol=ETHUSDT/host.parquet", _folder.Files);
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
        Directory.CreateDirectory(Path.Combine(_folder.Lake, "day=2025-12-17"));
        using FileStream other = new(
            Path.Combine(_folder.Lake, "day=2025-12-17", ".host.parquet.tmp"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None);

        Assert.Throws<TradeLakeException>(() => _folder.Write());
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
    public void An_event_far_from_its_place_in_time_is_in_its_day()
    {
        AddYesterday();
        string[] today = [.. Enumerable.Range(0, 2000).Select(n => LakeFolder.Line($"2025-12-18T10:{n / 60:D2}:{n % 60:D2}", 1))];
        _folder.Add("trades.log", [.. today[..1000], LakeFolder.Line("2025-12-17T09:00:00", 4), .. today[1000..]]);

        _folder.Write();

        Assert.Equal(["2025-12-17 3 7 7.30", "2025-12-18 2000 2000 2200.00"], _folder.Query(ByDay));
    }

    [Fact]
    public void A_damaged_manifest_is_told_and_replaced_by_nothing()
    {
        AddTwoDays();
        _folder.Write();
        File.WriteAllText(Path.Combine(_folder.Lake, "_tradinglogger", "host.parquet.json"), "{");

        AssertRefused("Remove it", lake => lake);
    }

    [Fact]
    public void A_day_that_grows_while_it_is_read_is_not_written_short()
    {
        TradeEvent[] events = [TradeDay.Event("09:00:00", "A"), TradeDay.Event("09:00:01", "B")];
        var lake = new TradeLake { Directory = _folder.Lake, Name = "host", Source = "logs" };
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

    private void AssertRefused(string reason, Func<TradeLake, TradeLake> change)
    {
        string[] before = Directory.Exists(_folder.Lake) ? _folder.Files : [];
        var exception = Assert.Throws<InvalidDataException>(() => _folder.Write(change));
        Assert.Contains(reason, exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, Directory.Exists(_folder.Lake) ? _folder.Files : []);
    }
}

using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class DailyRotationTests
{
    private static readonly DateTime Today = LogFile.Today;
    private static readonly DateTime Yesterday = Today.AddDays(-1);

    [Fact]
    public void The_count_must_not_be_negative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogFile.Daily(-1));

    [Fact]
    public void The_first_record_of_a_day_sets_the_day_before_aside()
    {
        using var log = new LogFile(LogFile.Daily());

        log.AppendOn(Yesterday, "one");
        log.AppendOn(Yesterday, "two");
        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
        Assert.Equal("2025-12-17 one\n2025-12-17 two\n", log.Folder.Text("trades.log.2025-12-17"));
        Assert.Equal("2025-12-18 record\n", log.Text);
    }

    [Fact]
    public void The_day_of_a_file_is_that_of_its_last_record_whoever_wrote_it()
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllText(log.Path, "2025-12-01 a\n2025-12-03 b\nno day\n");

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-03"], log.Folder.Files);
    }

    [Fact]
    public void Without_a_record_that_tells_its_day_the_time_of_the_file_does()
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllText(log.Path, "no day\n");
        File.SetLastWriteTimeUtc(log.Path, new DateTime(2025, 12, 5, 12, 0, 0, DateTimeKind.Utc));

        log.AppendOn(Today);

        Assert.Equal("no day\n", log.Folder.Text("trades.log.2025-12-05"));
    }

    [Fact]
    public void A_record_of_a_day_that_is_over_goes_to_the_archive_of_its_day()
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(Yesterday, "one");
        log.AppendOn(Today);

        log.AppendOn(Yesterday, "late");

        Assert.Equal("2025-12-17 one\n2025-12-17 late\n", log.Folder.Text("trades.log.2025-12-17"));
        Assert.Equal("2025-12-18 record\n", log.Text);
    }

    [Fact]
    public void A_late_record_of_a_day_that_was_compressed_gets_a_file_of_its_own()
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(Yesterday, "one");
        log.AppendOn(Today, "two");
        File.Move(log.Folder.PathOf("trades.log.2025-12-17"), log.Folder.PathOf("trades.log.2025-12-17.gz"));

        log.AppendOn(Yesterday, "late");
        File.Move(log.Folder.PathOf("trades.log.2025-12-17.1"), log.Folder.PathOf("trades.log.2025-12-17.1.gz"));
        log.AppendOn(Yesterday, "later");

        Assert.False(File.Exists(log.Folder.PathOf("trades.log.2025-12-17")));
        Assert.Equal("2025-12-17 late\n", log.Folder.Text("trades.log.2025-12-17.1.gz"));
        Assert.Equal("2025-12-17 later\n", log.Folder.Text("trades.log.2025-12-17.2"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1000)]
    public void A_late_record_takes_the_first_number_behind_the_compressed_files_and_asks_for_few_of_them(int count)
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(Today);
        for (int number = 0; number < count; number++)
            File.WriteAllText(ArchiveName.OfDay(log.Path, Yesterday, number) + ".gz", "compressed");
        int before = log.Files.Count(FileOperation.GetStatus);

        log.AppendOn(Yesterday, "late");

        Assert.Equal("2025-12-17 late\n", log.Folder.Text($"trades.log.2025-12-17.{count}"));
        Assert.InRange(log.Files.Count(FileOperation.GetStatus) - before, 1, 50);
        Assert.Equal(count + 2, log.Folder.Files.Length);
    }

    [Fact]
    public void Where_numbers_are_missing_late_records_share_a_file_that_nobody_has_compressed()
    {
        using var log = new LogFile(LogFile.Daily());
        log.AppendOn(Today);
        int[] compressed = [0, 1, 2, 4, 6, 8];
        foreach (int number in compressed)
            File.WriteAllText(ArchiveName.OfDay(log.Path, Yesterday, number) + ".gz", "compressed");

        log.AppendOn(Yesterday, "late");
        log.AppendOn(Yesterday, "later");

        string file = Assert.Single(
            log.Folder.Files,
            name => name != LogFile.Name && !ArchiveName.HasCompressedSuffix(name));
        Assert.DoesNotContain(file + ".gz", log.Folder.Files);
        Assert.Equal("2025-12-17 late\n2025-12-17 later\n", log.Folder.Text(file));
    }

    [Fact]
    public void An_archive_is_never_overwritten()
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-17"), "an older one");
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-17.1"), "an old one");
        log.AppendOn(Yesterday);

        log.AppendOn(Today);

        Assert.Equal("an older one", log.Folder.Text("trades.log.2025-12-17"));
        Assert.Equal("an old one", log.Folder.Text("trades.log.2025-12-17.1"));
        Assert.Equal("2025-12-17 record\n", log.Folder.Text("trades.log.2025-12-17.2"));
    }

    [Fact]
    public void The_oldest_days_go_with_all_their_files()
    {
        using var log = new LogFile(LogFile.Daily(2));
        foreach (string name in new[] { "2025-12-01", "2025-12-01.1", "2025-12-02" })
            File.WriteAllText(log.Folder.PathOf("trades.log." + name), "");
        log.AppendOn(Yesterday);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-02", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void Without_keys_the_directory_is_listed_once_when_a_day_goes()
    {
        using var log = new LogFile(LogFile.Daily(1));
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-01"), "");
        log.AppendOn(Yesterday);
        int before = log.Files.Count(FileOperation.List);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
        Assert.Equal(1, log.Files.Count(FileOperation.List) - before);
    }

    [Fact]
    public void A_count_of_0_keeps_all_days()
    {
        using var log = new LogFile(LogFile.Daily(0));
        for (int day = -40; day <= 0; day++)
            log.AppendOn(Today.AddDays(day));

        Assert.Equal(41, log.Folder.Files.Length);
    }

    [Fact]
    public void Retention_by_days_deletes_by_the_day_in_the_name_and_forever_deletes_nothing()
    {
        using var days = new LogFile(LogFile.Daily(1, new Retention(3)));
        using var forever = new LogFile(LogFile.Daily(1, Retention.Forever));
        foreach (LogFile log in new[] { days, forever })
        {
            foreach (int day in new[] { -9, -4, -3, -1, 0 })
                log.AppendOn(Today.AddDays(day));
        }

        Assert.Equal(["trades.log", "trades.log.2025-12-15", "trades.log.2025-12-17"], days.Folder.Files);
        Assert.Equal(5, forever.Folder.Files.Length);
    }

    [Fact]
    public void Retention_by_days_counts_from_the_year_1_too()
    {
        using var log = new LogFile(LogFile.Daily(1, new Retention(30)));
        File.WriteAllText(log.Path, "0001-01-01 clock without a battery\n");

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.0001-01-01"], log.Folder.Files);
        Assert.Equal("2025-12-18 record\n", log.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_of_a_clock_that_was_years_ahead_is_set_aside_with_a_warning(bool isChained)
    {
        using var log = new LogFile(LogFile.Daily(isChained: isChained));
        using var warnings = new Warnings();
        log.AppendOn(Today.AddYears(10), "too early");

        log.AppendOn(Today);
        log.AppendOn(Today.AddDays(1));

        Assert.Equal(["trades.log", "trades.log.2025-12-18", "trades.log.2035-12-18"], log.Folder.Files);
        Assert.Contains("a clock was wrong", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_of_a_clock_that_was_years_ahead_expire_no_other_day()
    {
        using var log = new LogFile(LogFile.Daily(1, new Retention(3)));
        foreach (int day in new[] { -2, -1, 0, 3650, 3651, 3652 })
            log.AppendOn(Today.AddDays(day));
        log.AppendOn(Today.AddDays(1));

        Assert.Contains("trades.log.2025-12-16", log.Folder.Files);
        Assert.Contains("trades.log.2025-12-18", log.Folder.Files);
    }

    [Fact]
    public void Two_processes_that_disagree_about_the_day_make_ten_archives_and_a_warning()
    {
        using var log = new LogFile(LogFile.Daily());
        using var warnings = new Warnings();
        var elsewhere = new DailyRotation(30, _ => Yesterday, utc => utc);
        for (int round = 0; round < 30; round++)
        {
            log.AppendOn(Today);
            using AppendFile other = log.Open(rotation: elsewhere);
            LogFile.Append(other, "2025-12-17 of another zone", Yesterday);
        }

        Assert.Equal(11, log.Folder.Files.Length);
        Assert.Contains("rotation_zone", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_was_compressed_meanwhile_keeps_its_name()
    {
        using var log = new LogFile(LogFile.Daily());
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-17.gz"), "");
        log.AppendOn(Yesterday);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17.1", "trades.log.2025-12-17.gz"], log.Folder.Files);
    }

    [Fact]
    public void A_seal_goes_with_its_day()
    {
        using var log = new LogFile(LogFile.Daily(1));
        foreach (string name in new[] { "2025-12-01", "2025-12-01.seal" })
            File.WriteAllText(log.Folder.PathOf("trades.log." + name), "");
        log.AppendOn(Yesterday);

        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Fact]
    public void Only_names_that_rotation_gives_are_ever_deleted()
    {
        using var log = new LogFile(LogFile.Daily(1));
        string[] others =
        [
            "trades.log.bak", "trades.log.2025-12-17.seal.txt", "trades.logs.2025-12-17", "trades.log.2025-13-40",
            "trades.log.2025-12-01x", "trades.log.2025-12", "xtrades.log.2025-12-01",
        ];
        foreach (string name in others)
            File.WriteAllText(log.Folder.PathOf(name), "");
        log.AppendOn(Yesterday);

        log.AppendOn(Today);
        log.AppendOn(Today.AddDays(1));

        Assert.Equal(
            others.Append("trades.log").Append("trades.log.2025-12-18").Order(StringComparer.Ordinal),
            log.Folder.Files);
    }
}

using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class RetentionWishTests
{
    private const string WishName = ".trades.log.retention";

    private static readonly DateTime Today = LogFile.Today;

    public static TheoryData<string> LongWishes => ["forever", "all", "days", "files"];

    [Theory]
    [MemberData(nameof(LongWishes))]
    public void A_process_with_shorter_settings_deletes_nothing_that_another_one_keeps(string wish)
    {
        using var log = new LogFile(LogFile.Daily(2));
        using var warnings = new Warnings();
        using (AppendFile other = log.Open(rotation: Long(wish)))
        {
            for (int day = -40; day < 0; day++)
                LogFile.Append(other, LogFile.DayLine(Today.AddDays(day)), Today.AddDays(day));
        }

        log.AppendOn(Today);
        log.AppendOn(Today.AddDays(1));

        Assert.Equal(42, log.Folder.Files.Length);
        string warning = Assert.Single(warnings.All);
        Assert.Contains(log.Folder.PathOf(WishName), warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wish_counts_although_its_process_never_rotated()
    {
        using var log = new LogFile(LogFile.Daily(1));
        using (AppendFile other = log.Open(rotation: LogFile.Daily(0)))
            LogFile.Append(other, LogFile.DayLine(Today.AddDays(-3)), Today.AddDays(-3));

        for (int day = -2; day <= 0; day++)
            log.AppendOn(Today.AddDays(day));

        Assert.Equal(4, log.Folder.Files.Length);
    }

    [Fact]
    public void When_the_wishes_are_deleted_shorter_settings_count_again()
    {
        using var log = new LogFile(LogFile.Daily(1));
        File.WriteAllText(log.Folder.PathOf(WishName), "forever\n");
        for (int day = -3; day < 0; day++)
            log.AppendOn(Today.AddDays(day));
        Assert.Equal(3, log.Folder.Files.Length);

        File.Delete(log.Folder.PathOf(WishName));
        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Theory]
    [InlineData("for as long as the law asks\n")]
    [InlineData("files many\n")]
    public void A_wish_that_nobody_understands_keeps_all(string text)
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        File.WriteAllText(log.Folder.PathOf(WishName), text);

        for (int day = -3; day <= 0; day++)
            log.AppendOn(Today.AddDays(day));

        Assert.Equal(4, log.Folder.Files.Length);
        Assert.Contains(WishName, Assert.Single(warnings.All), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(log.Folder.PathOf(WishName)));
    }

    [Fact]
    public void A_wish_that_cannot_be_written_costs_no_record()
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        log.Files.Before = (operation, path) =>
        {
            if (path.EndsWith(".draft", StringComparison.Ordinal))
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        log.AppendOn(Today);

        Assert.Equal("2025-12-18 record\n", log.Text);
        Assert.Contains("No space left", Assert.Single(warnings.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Backups_by_size_are_kept_by_the_largest_count()
    {
        using var log = new LogFile(new SizeRotation(1, 2));
        using var warnings = new Warnings();
        using (AppendFile other = log.Open(rotation: new SizeRotation(1, 4)))
        {
            for (int number = 1; number <= 5; number++)
                LogFile.Append(other, $"{number}");
        }

        log.Append("6");
        log.Append("7");

        Assert.Equal(["7\n", "6\n", "5\n", "4\n", "3\n"], log.Folder.Files.Select(log.Folder.Text));
        Assert.Single(warnings.All);
    }

    [Fact]
    public void Both_kinds_of_wish_are_kept()
    {
        var wish = new RetentionWish(30, 0, IsForever: false);

        RetentionWish both = wish.Or(new RetentionWish(0, 400, IsForever: false));

        Assert.Equal("files 30\ndays 400\n", both.ToString());
        Assert.Equal("files 30\ndays 400\nforever\n", both.Or(new RetentionWish(0, 0, IsForever: true)).ToString());
        Assert.True(default(RetentionWish).IsNone);
    }

    private static DailyRotation Long(string wish) => wish switch
    {
        "forever" => LogFile.Daily(1, Retention.Forever),
        "all" => LogFile.Daily(0),
        "days" => LogFile.Daily(1, new Retention(400)),
        _ => LogFile.Daily(300),
    };
}

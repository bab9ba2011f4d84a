using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class RetentionRequestTests
{
    private const string RequestName = ".trades.log.retention";

    private static readonly DateTime Today = LogFile.Today;

    public static TheoryData<string> LongRequests => ["forever", "all", "days", "files"];

    [Theory]
    [MemberData(nameof(LongRequests))]
    public void A_process_with_shorter_settings_deletes_nothing_that_another_one_keeps(string request)
    {
        using var log = new LogFile(LogFile.Daily(2));
        using var warnings = new Warnings();
        using (AppendFile other = log.Open(rotation: Long(request)))
        {
            for (int day = -40; day < 0; day++)
                LogFile.Append(other, LogFile.DayLine(Today.AddDays(day)), Today.AddDays(day));
        }

        log.AppendOn(Today);
        log.AppendOn(Today.AddDays(1));

        Assert.Equal(42, log.Folder.Files.Length);
        string warning = Assert.Single(warnings.All);
        Assert.Contains(log.Folder.PathOf(RequestName), warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_counts_although_its_process_never_rotated()
    {
        using var log = new LogFile(LogFile.Daily(1));
        using (AppendFile other = log.Open(rotation: LogFile.Daily(0)))
            LogFile.Append(other, LogFile.DayLine(Today.AddDays(-3)), Today.AddDays(-3));

        for (int day = -2; day <= 0; day++)
            log.AppendOn(Today.AddDays(day));

        Assert.Equal(4, log.Folder.Files.Length);
    }

    [Fact]
    public void When_the_requests_are_deleted_shorter_settings_count_again()
    {
        using var log = new LogFile(LogFile.Daily(1));
        File.WriteAllText(log.Folder.PathOf(RequestName), "forever\n");
        for (int day = -3; day < 0; day++)
            log.AppendOn(Today.AddDays(day));
        Assert.Equal(3, log.Folder.Files.Length);

        File.Delete(log.Folder.PathOf(RequestName));
        log.AppendOn(Today);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
    }

    [Theory]
    [InlineData("for as long as the law asks\n")]
    [InlineData("files many\n")]
    public void A_request_that_nobody_understands_keeps_all(string text)
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        File.WriteAllText(log.Folder.PathOf(RequestName), text);

        for (int day = -3; day <= 0; day++)
            log.AppendOn(Today.AddDays(day));

        Assert.Equal(4, log.Folder.Files.Length);
        Assert.Contains(RequestName, Assert.Single(warnings.All), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(log.Folder.PathOf(RequestName)));
    }

    [Fact]
    public void A_request_that_cannot_be_written_costs_no_record()
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
    public void Both_kinds_of_request_are_kept()
    {
        var request = new RetentionRequest(30, 0, IsForever: false);

        RetentionRequest both = request.Or(new RetentionRequest(0, 400, IsForever: false));

        Assert.Equal("files 30\ndays 400\n", both.ToString());
        Assert.Equal("files 30\ndays 400\nforever\n", both.Or(new RetentionRequest(0, 0, IsForever: true)).ToString());
        Assert.Equal(
            "files 30\nforward_hold 90\n",
            (request with { HoldDays = 7 }).Or(default(RetentionRequest) with { HoldDays = 90 }).ToString());
        Assert.True(default(RetentionRequest).IsNone);
    }

    private static DailyRotation Long(string request) => request switch
    {
        "forever" => LogFile.Daily(1, Retention.Forever),
        "all" => LogFile.Daily(0),
        "days" => LogFile.Daily(1, new Retention(400)),
        _ => LogFile.Daily(300),
    };
}

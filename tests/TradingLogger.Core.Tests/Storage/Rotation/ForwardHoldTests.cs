using System.Text.Json;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class ForwardHoldTests
{
    private const string DayFile = "trades.log.2025-12-14";

    private static readonly DateTime Today = LogFile.Today;

    [Fact]
    public void A_day_that_was_not_sent_is_kept_whatever_retention_says()
    {
        using var byFiles = new LogFile(LogFile.Daily(1));
        using var byDays = new LogFile(LogFile.Daily(1, new Retention(1)));
        foreach (LogFile log in new[] { byFiles, byDays })
        {
            using var warnings = new Warnings();
            WriteSent(log, "lake");

            WriteDays(log);

            Assert.Equal(5, log.Folder.Files.Length);
            Assert.Contains("forwarder 'lake'", Assert.Single(warnings.All), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_day_that_was_sent_is_deleted_as_before_with_its_seal()
    {
        using var log = new LogFile(LogFile.Daily(1));
        WriteDay(log, -4);
        WriteDay(log, -3);
        File.WriteAllText(log.Folder.PathOf(DayFile + ".seal"), "seal");
        WriteSent(log, "lake", Sent(log, DayFile));

        WriteDay(log, -2);

        Assert.Equal(["trades.log", "trades.log.2025-12-15"], log.Folder.Files);
        Assert.Empty(Directory.GetFiles(ForwardHold.DirectoryOf(log.Path), "*.gaps"));
    }

    [Fact]
    public void Every_forwarder_of_the_log_must_have_sent_a_day()
    {
        using var log = new LogFile(LogFile.Daily(1));
        WriteDay(log, -4);
        WriteDay(log, -3);
        WriteSent(log, "first", Sent(log, DayFile));
        WriteSent(log, "second");

        WriteDay(log, -2);
        Assert.Contains(DayFile, log.Folder.Files);

        WriteSent(log, "second", Sent(log, DayFile));
        WriteDay(log, -1);
        Assert.DoesNotContain(DayFile, log.Folder.Files);
    }

    [Theory]
    [InlineData("grown")]
    [InlineData("cut")]
    [InlineData("another")]
    public void A_day_that_is_not_as_it_was_sent_counts_as_not_sent(string change)
    {
        using var log = new LogFile(LogFile.Daily(1));
        WriteDay(log, -4);
        WriteDay(log, -3);
        string path = log.Folder.PathOf(DayFile);
        WriteSent(log, "lake", Sent(log, DayFile));
        switch (change)
        {
            case "grown":
                File.AppendAllText(path, "2025-12-14 late\n");
                break;
            case "cut":
                File.WriteAllText(path, "2025-12-14 record");
                break;
            default:
                File.WriteAllText(path, "2025-12-14 rec0rd\n");
                break;
        }

        WriteDay(log, -2);

        Assert.Contains(DayFile, log.Folder.Files);
    }

    [Fact]
    public void Bytes_without_a_line_feed_behind_the_last_record_may_be_an_event_and_hold_their_day()
    {
        using var log = new LogFile(LogFile.Daily(1));
        WriteDay(log, -4);
        WriteDay(log, -3);
        WriteSent(log, "lake", Sent(log, DayFile));
        File.AppendAllText(log.Folder.PathOf(DayFile), "2025-12-14 to");

        WriteDay(log, -2);

        Assert.Contains(DayFile, log.Folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("what is this\n")]
    [InlineData("sum 00\n")]
    public void A_list_that_cannot_be_read_means_that_nothing_was_sent(string content)
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        WriteSent(log, "lake");
        File.WriteAllText(Path.Combine(ForwardHold.DirectoryOf(log.Path), "lake.sent"), content);

        WriteDays(log);

        Assert.Equal(5, log.Folder.Files.Length);
        Assert.Contains(
            warnings.All, warning => warning.Contains("lake.sent' is missing or damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("a directory")]
    public void A_forwarder_whose_list_is_lost_has_sent_nothing_that_is_known(string list)
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        WriteSent(log, "lake");
        string path = Path.Combine(ForwardHold.DirectoryOf(log.Path), "lake.sent");
        File.Move(path, Path.ChangeExtension(path, "checkpoint"));
        if (list == "a directory")
            Directory.CreateDirectory(path);

        WriteDays(log);

        Assert.Equal(5, log.Folder.Files.Length);
        Assert.Contains(warnings.All, warning => warning.Contains("lake.sent'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_torn_at_any_byte_means_that_nothing_was_sent()
    {
        using var log = new LogFile(LogFile.Daily(1));
        WriteDay(log, -4);
        WriteDay(log, -3);
        WriteSent(log, "lake", Sent(log, DayFile));
        string path = Path.Combine(ForwardHold.DirectoryOf(log.Path), "lake.sent");
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, [.. whole.Take(length)]);

            Assert.False(MayDelete(log, age: 0));
        }

        File.WriteAllBytes(path, whole);
        Assert.True(MayDelete(log, age: 0));
    }

    [Fact]
    public void When_the_hold_is_over_an_unsent_day_is_deleted_with_a_warning_and_noted_for_the_receiver()
    {
        using var log = new LogFile(LogFile.Daily(1, forwardHoldDays: 3));
        using var warnings = new Warnings();
        WriteSent(log, "lake");

        WriteDays(log);

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-15", "trades.log.2025-12-16", "trades.log.2025-12-17"],
            log.Folder.Files);
        Assert.Contains(
            warnings.All,
            warning => warning.Contains(DayFile + "' is deleted although forwarder 'lake'", StringComparison.Ordinal));
        string line = Assert.Single(
            File.ReadAllLines(Path.Combine(ForwardHold.DirectoryOf(log.Path), "lake.gaps")));
        using JsonDocument gap = JsonDocument.Parse(line);
        Assert.Equal("FORWARD_GAP", gap.RootElement.GetProperty("action").GetString());
        Assert.Equal(log.Path, gap.RootElement.GetProperty("log").GetString());
        Assert.Equal("2025-12-14", gap.RootElement.GetProperty("day").GetString());
        Assert.Equal(DayFile, gap.RootElement.GetProperty("file").GetString());
        Assert.Equal("2025-12-14 record\n".Length, gap.RootElement.GetProperty("bytes").GetInt64());
        Assert.True(gap.RootElement.GetProperty("timestamp").TryGetDateTimeOffset(out _));
    }

    [Fact]
    public void The_longest_hold_of_all_processes_counts()
    {
        using var log = new LogFile(LogFile.Daily(1, forwardHoldDays: 1));
        WriteSent(log, "lake");
        using (AppendFile other = log.Open(rotation: LogFile.Daily(1, forwardHoldDays: 90)))
            LogFile.Append(other, LogFile.DayLine(Today.AddDays(-5)), Today.AddDays(-5));

        WriteDays(log);

        Assert.Equal(6, log.Folder.Files.Length);
    }

    [Fact]
    public void A_day_whose_gap_cannot_be_noted_is_kept()
    {
        using var log = new LogFile(LogFile.Daily(1, forwardHoldDays: 1));
        using var warnings = new Warnings();
        WriteSent(log, "lake");
        log.Files.Before = (operation, path) =>
        {
            if (operation == FileOperation.Write && path.EndsWith(".gaps", StringComparison.Ordinal))
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        WriteDays(log);

        Assert.Equal(5, log.Folder.Files.Length);
        Assert.Contains(warnings.All, warning => warning.Contains("is kept meanwhile", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_without_forwarders_pays_one_look_at_rotation()
    {
        using var log = new LogFile(LogFile.Daily(1));
        string directory = ForwardHold.DirectoryOf(log.Path);

        WriteDays(log);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], log.Folder.Files);
        Assert.Equal(3, log.Files.Calls.Count(call => call.Path.StartsWith(directory, StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Files.Calls, call => call.Path.StartsWith(directory + "/", StringComparison.Ordinal));
    }

    private static void WriteDays(LogFile log)
    {
        for (int day = -4; day <= 0; day++)
            WriteDay(log, day);
    }

    private static void WriteDay(LogFile log, int day) => log.AppendOn(Today.AddDays(day));

    private static bool MayDelete(LogFile log, int age) =>
        ForwardHold.Find(new RotationSite(PlatformFiles.Current, log.Path, _ => { }), days: 90, _ => { })!
            .MayDelete(log.Folder.PathOf(DayFile), age);

    private static SentFile Sent(LogFile log, string name)
    {
        using ReadHandle handle = ReadHandle.TryOpen(log.Folder.PathOf(name))!;
        string hash = SentFile.HashFirstLine(handle)!;
        return new SentFile(name, hash, handle.GetLength(), 1, 0, hash);
    }

    private static void WriteSent(LogFile log, string forwarder, params IEnumerable<SentFile> sent)
    {
        string directory = ForwardHold.DirectoryOf(log.Path);
        Directory.CreateDirectory(directory);
        StateFile.Write(
            PlatformFiles.Current,
            Path.Combine(directory, forwarder + ".sent"),
            sent.Select(file => file.ToString()));
    }
}

using System.Diagnostics;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage.Rotation;

public sealed class RefusedRotationTests
{
    [Fact]
    public void The_record_goes_to_the_current_file_with_one_warning_and_rotation_is_tried_again()
    {
        using var log = new LogFile(new SizeRotation(1, 3));
        using var warnings = new Warnings();
        log.Append("1");
        log.Files.Fail(FileOperation.Rename, "Operation not permitted");

        int records = 1;
        AppendUntil(log, () => log.Files.Count(FileOperation.Rename) == 2, () => $"{++records}");

        Assert.Equal(records, log.Folder.Lines(LogFile.Name).Length);
        Assert.Equal([LogFile.Name], log.Folder.Files);
        string warning = Assert.Single(warnings.All);
        Assert.Contains("Operation not permitted", warning, StringComparison.Ordinal);
        Assert.Contains("tried again", warning, StringComparison.Ordinal);
        Assert.Equal(2, log.Engine.GetState().Failures);
        Assert.Equal(records, log.Engine.GetState().Appended);

        log.Files.Mend();
        AppendUntil(log, () => log.Engine.GetState().Rotations == 1, () => $"{++records}");

        Assert.Equal(records - 1, log.Folder.Lines("trades.log.1").Length);
        Assert.Equal($"{records}\n", log.Text);
        Assert.Single(warnings.All);
    }

    [Fact]
    public void After_a_rotation_that_worked_the_next_refusal_is_warned_of_again()
    {
        using var log = new LogFile(new SizeRotation(1, 3));
        using var warnings = new Warnings();
        for (int round = 1; round <= 2; round++)
        {
            log.Append("record");
            log.Files.Fail(FileOperation.Rename, "Operation not permitted");
            log.Append("record");
            log.Files.Mend();
            AppendUntil(log, () => log.Engine.GetState().Rotations == round, () => "record");
        }

        Assert.Equal(2, warnings.All.Count);
    }

    [Fact]
    public void An_old_day_that_cannot_be_deleted_does_not_stop_the_log()
    {
        using var log = new LogFile(LogFile.Daily(1));
        using var warnings = new Warnings();
        File.WriteAllText(log.Folder.PathOf("trades.log.2025-12-01"), "");
        log.AppendOn(LogFile.Today.AddDays(-1));
        log.Files.Fail(FileOperation.Delete, "Operation not permitted");

        log.AppendOn(LogFile.Today);

        Assert.Equal("2025-12-18 record\n", log.Text);
        Assert.Contains("Operation not permitted", Assert.Single(warnings.All), StringComparison.Ordinal);
        log.Files.Mend();
        AppendUntil(log, () => log.Folder.Files.Length == 2, () => "record", LogFile.Today.AddDays(1));
        Assert.Equal(["trades.log", "trades.log.2025-12-18"], log.Folder.Files);
    }

    // A refused rotation is tried again a second later.
    private static void AppendUntil(LogFile log, Func<bool> isReached, Func<string> nextLine, DateTime? day = null)
    {
        var waited = Stopwatch.StartNew();
        while (!isReached())
        {
            Waiting.Check(waited, "the rotation");
            Thread.Sleep(20);
            log.Append(nextLine(), day);
        }
    }
}

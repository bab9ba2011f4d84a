using System.Text;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary>What is rehearsed before a lock is taken, so that nobody waits for a compiler.</summary>
public sealed class RehearsalTests : IDisposable
{
    private static readonly DateTime Today = new(2025, 12, 18);

    private readonly LogFolder _folder = new();
    private readonly FaultyFiles _files = new();

    private string LogPath => _folder.PathOf("trades.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_record_is_in_the_log_once_and_what_was_there_stays(bool isChained)
    {
        File.WriteAllText(LogPath, "{\"timestamp\": \"2025-12-18T10:00:00Z\", \"action\": \"OLD\"}\n");
        using (AppendFile log = Open(isChained))
            Append(log, "NEW");

        string[] lines = _folder.Lines("trades.log");
        Assert.Equal(2, lines.Length);
        Assert.Contains("OLD", lines[0], StringComparison.Ordinal);
        Assert.Contains("NEW", lines[1], StringComparison.Ordinal);
        Assert.Equal(isChained, lines[1].Contains("\"seq\": 1,", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_that_cannot_be_locked_is_neither_made_nor_changed()
    {
        _files.Fail(FileOperation.OpenLock);
        using AppendFile log = Open(isChained: false);

        Assert.ThrowsAny<IOException>(() => Append(log, "NEW"));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
        Assert.Equal(1, log.GetState().Failures);
    }

    [Fact]
    public void What_the_rehearsal_asks_for_how_long_archives_are_kept_is_asked_for_in_earnest()
    {
        using (AppendFile log = Open(isChained: false))
            Append(log, "NEW");

        Assert.Contains("files 7", File.ReadAllText(RetentionRequest.PathOf(LogPath)), StringComparison.Ordinal);
    }

    private static void Append(AppendFile log, string action) => log.Append(new AppendRequest(
        Encoding.ASCII.GetBytes($"{{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"{action}\"}}\n"), Today));

    private AppendFile Open(bool isChained) => new(
        LogPath,
        new DailyRotation(backupCount: 7, _ => Today, time => time, isChained: isChained),
        new AppendFileOptions(_ => { }),
        _files,
        isChained);
}

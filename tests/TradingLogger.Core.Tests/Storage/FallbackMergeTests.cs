using System.Text;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Fallback;
using Xunit;

namespace TradingLogging.Tests.Storage;

public sealed class FallbackMergeTests : IDisposable
{
    private static readonly DateTime Today = LogFile.Today;

    private readonly LogFile _log = new(LogFile.Daily());
    private readonly LogFolder _elsewhere = new();
    private readonly Warnings _warnings = new();
    private readonly FallbackFile _file;

    public FallbackMergeTests() => _file = Open(_log.Engine);

    private string FallbackPath => FallbackFile.PathOf(_elsewhere.FullName, _log.Path);

    private string MergingPath => FallbackPath + ".merging";

    public void Dispose()
    {
        _log.Files.Mend();
        _file.Dispose();
        _log.Dispose();
        _elsewhere.Dispose();
        _warnings.Dispose();
    }

    [Fact]
    public void Records_of_the_fallback_come_to_the_log_once_before_the_next_record()
    {
        Append("one");
        FailLog();
        Append("two");
        Append("three");
        _log.Files.Mend();

        Append("four");
        Append("five");

        Assert.Equal(["one", "two", "three", "four", "five"], Words());
        SharedFile.SkipWhereStillThere(FallbackPath + ".merging");
        Assert.Empty(_elsewhere.Files);
    }

    [Fact]
    public void A_new_process_merges_what_a_former_one_has_left()
    {
        File.WriteAllText(FallbackPath, "2025-12-18 left\n");

        Append("next");

        Assert.Equal(["left", "next"], Words());
    }

    [Fact]
    public void Records_of_several_days_come_to_the_files_of_their_days()
    {
        File.WriteAllText(FallbackPath, "2025-12-16 a\n2025-12-17 b\n2025-12-18 c\n");

        Append("d");

        Assert.Equal("2025-12-16 a\n", _log.Folder.Text("trades.log.2025-12-16"));
        Assert.Equal("2025-12-17 b\n", _log.Folder.Text("trades.log.2025-12-17"));
        Assert.Equal(["c", "d"], Words());
    }

    [Fact]
    public void After_a_death_in_the_middle_only_the_lines_that_lack_are_added()
    {
        Append("one");
        File.WriteAllText(MergingPath, "2025-12-18 two\n2025-12-18 two\n2025-12-18 three\n");
        SharedFile.AppendAllText(_log.Path, "2025-12-18 two\n");
        File.WriteAllText(FallbackPath, "2025-12-18 four\n");
        using AppendFile next = _log.Open(_log.Files, LogFile.Daily());
        using FallbackFile fallback = Open(next);

        fallback.Append(new AppendRequest("2025-12-18 five\n"u8, Today));

        Assert.Equal(["one", "two", "two", "three", "four", "five"], Words());
        Assert.Empty(_elsewhere.Files);
    }

    [Fact]
    public void When_the_log_fails_again_in_the_middle_nothing_is_lost_or_doubled()
    {
        string large = new('x', 50 * 1024);
        File.WriteAllText(FallbackPath, $"2025-12-18 a{large}\n2025-12-18 b{large}\n2025-12-18 c{large}\n");
        int writes = 0;
        _log.Files.Before = (operation, path) =>
        {
            if (operation == FileOperation.Write && path == _log.Path && ++writes > 1)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };
        Append("d");
        _log.Files.Mend();

        using FallbackFile next = Open(_log.Engine);
        next.Append(new AppendRequest("2025-12-18 e\n"u8, Today));

        Assert.Equal(["a", "b", "c", "d", "e"], Words().Select(word => word[..1]));
    }

    [Fact]
    public void Merged_lines_of_a_chained_log_are_chained_and_known_again()
    {
        using var log = new LogFile();
        using var chained = new AppendFile(
            log.Path, LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn), log.Files, isChained: true);
        string fallbackPath = FallbackFile.PathOf(_elsewhere.FullName, log.Path);
        File.WriteAllText(fallbackPath, "{\"a\": 1}\n{\"a\": 2}\n");
        using (FallbackFile first = Open(chained))
            first.Append(new AppendRequest("{\"a\": 3}\n"u8, Today));
        File.WriteAllText(fallbackPath + ".merging", "{\"a\": 2}\n{\"a\": 4}\n");
        File.SetLastWriteTimeUtc(fallbackPath + ".merging", DateTime.UtcNow.AddMinutes(-1));

        using (FallbackFile second = Open(chained))
            second.Append(new AppendRequest("{\"a\": 5}\n"u8, Today));

        string[] lines = log.Folder.Lines(LogFile.Name);
        Assert.Equal(["1", "2", "3", "4", "5"], lines.Select(line => line.Substring(6, 1)));
        long number = 0;
        Assert.All(lines, line =>
        {
            Assert.True(
                ChainMembers.TryRead(Encoding.UTF8.GetBytes(line), out long seq, new byte[ChainMembers.HashSize]));
            Assert.Equal(++number, seq);
        });
    }

    [Fact]
    public void A_fallback_that_cannot_be_taken_costs_no_record_and_is_warned_of_once()
    {
        Directory.CreateDirectory(MergingPath);
        Append("one");

        Assert.Equal(["one"], Words());
    }

    private FallbackFile Open(AppendFile log) =>
        new(_elsewhere.FullName, log, new AppendFileOptions(HostOutput.Warn), _log.Files);

    private void FailLog() => _log.Files.Before = (operation, path) =>
    {
        if (operation == FileOperation.Write && path == _log.Path)
            throw FaultyFiles.Failure(operation, path, "No space left on device");
    };

    private void Append(string word) =>
        _file.Append(new AppendRequest(Encoding.UTF8.GetBytes(LogFile.DayLine(Today, word) + "\n"), Today));

    private IEnumerable<string> Words() => _log.Folder.Lines(LogFile.Name).Select(line => line.Split(' ')[^1]);
}

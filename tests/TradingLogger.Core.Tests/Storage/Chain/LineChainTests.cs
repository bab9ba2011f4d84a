using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Chain;

public sealed class LineChainTests : IDisposable
{
    private static readonly string Zeros = new('0', 64);

    private readonly ChainedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void The_first_line_has_number_1_and_a_hash_of_zeros()
    {
        _log.Write("2025-12-17 10:00", "A");

        using JsonDocument line = JsonDocument.Parse(_log.Lines.Single());
        Assert.Equal(1, line.RootElement.GetProperty("seq").GetInt64());
        Assert.Equal(Zeros, line.RootElement.GetProperty("prev").GetString());
    }

    [Fact]
    public void Each_line_has_the_hash_of_the_line_before_it()
    {
        using (TimedRotatingFileHandler handler = _log.Open())
        {
            for (int number = 0; number < 50; number++)
                ChainedLog.Write(handler, "2025-12-17 10:00", "A", padding: number * 200);
        }

        AssertChained(_log.Lines, 50);
    }

    [Fact]
    public void The_chain_goes_on_over_rotation_and_over_processes()
    {
        _log.Write("2025-12-17 10:00", "A", "B");
        _log.Write("2025-12-18 10:00", "C");
        _log.Write("2025-12-18 11:00", "D");
        _log.Write("2025-12-20 10:00", "E");

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-17", "trades.log.2025-12-18"], _log.Folder.Files.Where(IsNoSeal));
        AssertChained(_log.Lines, 5);
    }

    [Fact]
    public void Handlers_that_take_turns_make_one_chain()
    {
        using TimedRotatingFileHandler one = _log.Open();
        using TimedRotatingFileHandler other = _log.Open();
        for (int number = 0; number < 40; number++)
            ChainedLog.Write(number % 3 == 0 ? one : other, "2025-12-17 10:00", "A");

        AssertChained(_log.Lines, 40);
    }

    [Fact]
    public async Task Threads_that_write_together_make_one_chain()
    {
        using (TimedRotatingFileHandler handler = _log.Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                for (int number = 0; number < 500; number++)
                    ChainedLog.Write(handler, "2025-12-17 10:00", "A");
            }, TestContext.Current.CancellationToken)));
        }

        AssertChained(_log.Lines, 2000);
    }

    [Fact]
    public void A_record_that_is_late_for_its_day_goes_to_the_current_file_and_does_not_rotate_it()
    {
        using (TimedRotatingFileHandler handler = _log.Open())
        {
            ChainedLog.Write(handler, "2025-12-17 23:59", "A");
            ChainedLog.Write(handler, "2025-12-18 00:00", "B");
            ChainedLog.Write(handler, "2025-12-17 23:59", "LATE");
        }

        _log.Write("2025-12-18 00:01", "C");

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], _log.Folder.Files.Where(IsNoSeal));
        Assert.Equal(3, _log.Folder.Lines("trades.log").Length);
        AssertChained(_log.Lines, 4);
    }

    [Fact]
    public void After_lines_without_a_chain_it_begins_with_number_1_and_the_hash_of_the_last_of_them()
    {
        File.WriteAllText(_log.Path, "{\"timestamp\": \"2025-12-17T09:00:00+01:00\", \"action\": \"OLD\"}\n");
        _log.Write("2025-12-17 10:00", "A");

        Assert.Equal((1, HashOf(_log.Lines[0])), Members(_log.Lines[1]));
    }

    [Fact]
    public void A_torn_line_is_hashed_as_it_stands_and_the_numbers_go_on()
    {
        _log.Write("2025-12-17 10:00", "A", "B");
        File.AppendAllText(_log.Path, "{\"timestamp\": \"2025-");
        _log.Write("2025-12-17 10:00", "C");

        Assert.Equal(4, _log.Lines.Length);
        Assert.Equal((3, HashOf("{\"timestamp\": \"2025-")), Members(_log.Lines[3]));
    }

    [Fact]
    public void When_the_end_is_cut_off_behind_a_running_writer_the_numbers_show_it()
    {
        using (TimedRotatingFileHandler handler = _log.Open())
        {
            ChainedLog.Write(handler, "2025-12-17 10:00", "A");
            SharedFile.WriteAllText(_log.Path, "");
            ChainedLog.Write(handler, "2025-12-17 10:00", "B");
        }

        Assert.Equal(2, Members(_log.Lines.Single()).Seq);
    }

    [Fact]
    public void A_write_that_failed_takes_no_number()
    {
        var files = new Tests.Storage.FaultyFiles();
        using var file = new AppendFile(
            _log.Path,
            Tests.Storage.LogFile.NoRotation,
            new AppendFileOptions(HostOutput.Warn),
            files,
            isChained: true);
        file.Append("{\"a\": 1}\n"u8, default);
        files.Fail(Tests.Storage.FileOperation.Write);
        Assert.Throws<FileOperationException>(() => file.Append("{\"a\": 2}\n"u8, default));
        files.Mend();
        file.Append("{\"a\": 3}\n{\"a\": 4}\n"u8, default, records: 2);

        AssertChained(_log.Lines, 3);
    }

    [Fact]
    public void Linking_a_line_allocates_nothing()
    {
        var chain = new LineChain(_log.Path, PlatformFiles.Current, _ => { });
        byte[] line = Encoding.UTF8.GetBytes("{\"timestamp\": \"2025-12-17T09:00:00+01:00\", \"action\": \"A\"}\n");

        Assert.Equal(0, Allocation.OfCall(0, () =>
        {
            _ = chain.Link(line);
            chain.Commit();
        }));
    }

    internal static string HashOf(string line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private static bool IsNoSeal(string name) => !name.EndsWith(".seal", StringComparison.Ordinal);

    private static (long Seq, string Prev) Members(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("seq").GetInt64(), json.RootElement.GetProperty("prev").GetString()!);
    }

    private static void AssertChained(string[] lines, int count)
    {
        Assert.Equal(count, lines.Length);
        string previous = Zeros;
        for (int index = 0; index < count; index++)
        {
            string end = FormattableString.Invariant($", \"seq\": {index + 1}, \"prev\": \"{previous}\"}}");
            Assert.EndsWith(end, lines[index], StringComparison.Ordinal);
            previous = HashOf(lines[index]);
        }
    }
}

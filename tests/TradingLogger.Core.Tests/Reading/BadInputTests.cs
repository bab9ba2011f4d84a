using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Reading;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class BadInputTests : IDisposable
{
    private const string Line = "{\"timestamp\": \"2025-12-18T10:30:45.123456Z\", \"action\": \"A\"}\n";
    private const long TwoGigabytes = 2_200_000_000;
    private const long MostMemory = 250_000_000;
    private const uint AnyUser = 65_534;

    private readonly LogFolder _folder = new();

    private string LogPath => _folder.PathOf("trades.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_a_log_without_events()
    {
        File.WriteAllText(LogPath, string.Empty);

        Assert.Empty(Log().Read());
        Assert.Empty(Log().Read(new TradeQuery { Last = 1 }));
        Assert.Equal(0, Log().Count());
    }

    [Fact]
    public void A_file_of_any_bytes_is_skipped_and_counted()
    {
        byte[] bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(LogPath, bytes);
        long damaged = 0;

        Assert.Empty(Log().Read(options: new LogReadOptions { Damaged = _ => damaged++ }));
        Assert.InRange(damaged, 1_000, 5_000);
        Assert.Equal(0, Log().Count());
    }

    [Theory]
    [InlineData("{\"timestamp\": \"2025-12-18T1\n{\"symbol\": \"BTCUSDT\", \"action\": \"B\", \"n\": 1}\n")]
    [InlineData("{\"timestamp\": \"2025-\n{\"s\": \"BTCUSDTXXX\", \"t\": \"\", \"action\": \"B\", \"n\": 1}\n")]
    public void A_line_that_is_torn_within_its_time_is_not_taken_together_with_the_next(string torn)
    {
        File.WriteAllText(LogPath, torn + Line);
        var onlyA = new TradeQuery { Action = action => action == "A" };
        var damages = new List<LogDamage>();

        TradeEvent read = Log().Read(onlyA, new LogReadOptions { Damaged = damages.Add }).Single();

        Assert.Equal(3, read.Location!.Value.Line);
        Assert.Equal(1, damages[0].Location.Line);
    }

    [Fact]
    public void A_directory_is_an_error_that_says_so()
    {
        Directory.CreateDirectory(LogPath);

        Assert.Contains(
            LogPath,
            Assert.ThrowsAny<IOException>(() => Log().Read().Count()).Message,
            StringComparison.Ordinal);
        Assert.Contains(LogPath, Assert.ThrowsAny<IOException>(() => Log().Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_an_error_and_waits_for_nobody()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "Windows has no such files.");
        Process.Start("mkfifo", LogPath).EndInTime();

        Assert.Contains(
            "ordinary file",
            Assert.Throws<FileOperationException>(() => Log().Read().Count()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_permission_is_an_error_and_the_others_are_read()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "Permission is taken the way of Linux.");
        File.WriteAllText(LogPath, Line);
        File.WriteAllText(LogPath + ".2025-12-17", Line);
        Process.Start("chmod", $"000 \"{LogPath}.2025-12-17\"").EndInTime();
        Process.Start("chmod", $"755 \"{_folder.FullName}\"").EndInTime();
        var failures = new List<IOException>();

        int read = await AsAnyUser(() => Log().Read(options: new LogReadOptions { Failed = failures.Add }).Count());

        Assert.Equal(1, read);
        Assert.Contains($"{LogPath}.2025-12-17", Assert.Single(failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_was_cut_is_an_error_after_what_could_be_read()
    {
        using var whole = new MemoryStream();
        using (var stream = new GZipStream(whole, CompressionMode.Compress, leaveOpen: true))
        {
            var random = new Random(1);
            for (int number = 0; number < 5_000; number++)
            {
                byte[] line = System.Text.Encoding.UTF8.GetBytes(
                    Line.Replace("}", FormattableString.Invariant($", \"n\": {random.Next()}}}")));
                stream.Write(line, 0, line.Length);
            }
        }

        using (FileStream file = File.Create(LogPath + ".2025-12-17.gz"))
            file.Write(whole.ToArray(), 0, (int)whole.Length / 2);
        File.WriteAllText(LogPath, Line);
        var failures = new List<IOException>();

        int read = Log().Read(options: new LogReadOptions { Failed = failures.Add }).Count();

        Assert.InRange(read, 2, 4_999);
        Assert.Contains("trades.log.2025-12-17.gz", Assert.Single(failures).Message, StringComparison.Ordinal);
        Assert.Equal(read, Log().Count(options: new LogReadOptions { Failed = failures.Add }));
        Assert.Equal(2, failures.Count);
    }

    [Theory]
    [InlineData("1F8B080000000000000303000000000000000000")]
    [InlineData("")]
    public void A_compressed_file_of_several_parts_is_read_whole(string emptyPart)
    {
        Mono.Skip("it ends with the first part, and the reading with an error.");
        using (FileStream file = File.Create(LogPath + ".2025-12-17.gz"))
        {
            for (int part = 0; part < 3; part++)
            {
                using var stream = new GZipStream(file, CompressionMode.Compress, leaveOpen: true);
                byte[] lines = System.Text.Encoding.UTF8.GetBytes(Line + Line);
                stream.Write(lines, 0, lines.Length);
            }

            byte[] end =
            [
                .. Enumerable.Range(0, emptyPart.Length / 2)
                    .Select(index => Convert.ToByte(emptyPart.Substring(2 * index, 2), 16)),
            ];
            file.Write(end, 0, end.Length);
        }

        Assert.Equal(6, Log().Read().Count());
    }

    [Fact]
    public void The_longest_line_that_may_be_written_is_read_and_verified()
    {
        string start = Line.TrimEnd('\n', '}') + ", \"pad\": \"";
        string longest = start + new string('x', TradeLineLimits.MostBytes - start.Length - 2) + "\"}\n";
        File.WriteAllText(LogPath, longest + longest.Replace("pad", "pads") + Line);
        var damages = new List<LogDamage>();

        Assert.Equal(2, Log().Read(options: new LogReadOptions { Damaged = damages.Add }).Count());
        Assert.Equal((2L, TradeLineLimits.MostBytes + 1L), (Assert.Single(damages).Location.Line, damages[0].Length));
        Assert.Equal(2, Log().Count());
        Assert.Equal(
            2,
            new TradeLogVerifier(LogPath).Verify(
                TestContext.Current.CancellationToken).Single().FirstProblem!.Location.Line);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void A_line_of_two_gigabytes_is_skipped_in_little_memory()
    {
        WriteHole(TwoGigabytes);
        var damages = new List<LogDamage>();
        long before = GC.GetAllocatedBytesForCurrentThread();

        TradeEvent read = Log().Read(options: new LogReadOptions { Damaged = damages.Add }).Single();

        // What was allocated at all bounds what was in use at once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        Assert.Equal(2, read.Location!.Value.Line);
        Assert.Equal(TwoGigabytes, Assert.Single(damages).Length);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("last")]
    [InlineData("count")]
    [InlineData("follow")]
    public async Task Reading_a_line_that_takes_hours_can_be_cancelled(string how)
    {
        WriteHole(1L << 42);
        using var cancellation = new CancellationTokenSource();
        var options = new LogReadOptions { Cancellation = cancellation.Token };

        Task reading = Task.Run(() => _ = how switch
        {
            "all" => Log().Read(options: options).Count(),
            "last" => Log().Read(new TradeQuery { Last = 100 }, options).Count(),
            "count" => Log().Count(options: options),
            _ => Log().Follow(options: options).Count(),
        });
        cancellation.CancelAfter(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    // The system decides for the thread and not for the process, so it is a thread of its own.
    private static Task<T> AsAnyUser<T>(Func<T> function) => Task.Factory.StartNew(
        () =>
        {
            uint former = SetFileUser(AnyUser);
            try
            {
                return function();
            }
            finally
            {
                _ = SetFileUser(former);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern uint SetFileUser(uint user);

    // Zeros that take no room on the disk, and an event.
    private void WriteHole(long length)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "Files with holes are not everywhere.");
        using FileStream stream = File.Create(LogPath);
        try
        {
            stream.SetLength(length);
        }
        catch (IOException exception)
        {
            Assert.Skip("The file system has no files of this size: " + exception.Message);
        }

        stream.Position = length;
        byte[] line = System.Text.Encoding.UTF8.GetBytes("\n" + Line);
        stream.Write(line, 0, line.Length);
    }

    private TradeLog Log() => TradeLog.InDirectory(_folder.FullName);
}

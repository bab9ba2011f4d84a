using System.Text;
using TradingLogging.Storage;
using TradingLogging.Storage.Async;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Async;

public sealed class BackgroundAppenderTests : IDisposable
{
    private static readonly DateTime Today = new(2025, 12, 18);

    private readonly LogFolder _folder = new();
    private readonly ManualResetEventSlim _isWritable = new(initialState: true);
    private readonly List<string> _warnings = [];
    private readonly List<(string Lines, DateTime Day, int Records)> _written = [];
    private readonly BackgroundAppender _appender;

    public BackgroundAppenderTests()
    {
        _appender = Make();
    }

    public void Dispose()
    {
        _isWritable.Set();
        _appender.Dispose();
        _isWritable.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_taken_is_written_soon()
    {
        Take("one\n");

        Assert.True(SpinWait.SpinUntil(() => Written == "one\n", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Closing_waits_until_all_is_written_and_each_threads_lines_keep_their_order()
    {
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (int line = 0; line < 20_000; line++)
                Take($"{number} {line}\n");
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.EndInTime();

        _appender.Dispose();

        string[] lines = Written.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(80_000, _written.Sum(write => write.Records));
        Assert.All(
            Enumerable.Range(0, 4),
            number => Assert.Equal(
                Enumerable.Range(0, 20_000).Select(line => $"{number} {line}"),
                lines.Where(line => line.StartsWith($"{number} ", StringComparison.Ordinal))));
    }

    [Fact]
    public void When_there_is_no_room_the_caller_waits_and_nothing_is_dropped()
    {
        string large = new string('x', 400_000) + "\n";
        _isWritable.Reset();
        var caller = new Thread(() =>
        {
            for (int number = 0; number < 10; number++)
                Take(large);
        });
        caller.Start();
        Waiting.Until(() => caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        Assert.Empty(Written);

        _isWritable.Set();
        caller.EndInTime();
        _appender.Dispose();

        Assert.Equal(10 * large.Length, Written.Length);
    }

    [Fact]
    public void A_record_larger_than_all_the_room_is_left_to_the_caller_when_all_before_it_is_written()
    {
        string enormous = new string('x', 3_000_000) + "\n";

        Take("one\n");

        Assert.False(_appender.TryTake(new AppendRequest(Encoding.ASCII.GetBytes(enormous), Today)));
        Assert.Equal("one\n", Written);
    }

    [Fact]
    public void A_log_that_fails_is_tried_again_and_gets_every_line_once()
    {
        int failures = 3;
        using BackgroundAppender appender = Make((in AppendRequest request) =>
        {
            if (failures-- > 0)
                throw new FileOperationException("The disk is full.");
            Write(request);
        });

        appender.TryTake(new AppendRequest("one\n"u8, Today));
        appender.TryTake(new AppendRequest("two\n"u8, Today));

        Waiting.Until(() => Written == "one\ntwo\n");
        Assert.Single(_warnings, warning => warning.StartsWith("The disk is full.", StringComparison.Ordinal));
    }

    [Fact]
    public void When_the_log_fails_and_the_queue_is_full_the_caller_gets_the_cause()
    {
        using BackgroundAppender appender = Make(
            (in AppendRequest _) => throw new FileOperationException("The disk is full."));
        byte[] large = Encoding.ASCII.GetBytes(new string('x', 400_000) + "\n");

        var failure = Assert.Throws<FileOperationException>(() =>
        {
            for (int number = 0; number < 10; number++)
                appender.TryTake(new AppendRequest(large, Today));
        });

        Assert.Contains("The disk is full.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_log_has_failed_for_lock_timeout_further_calls_do_not_wait_for_that_long_again()
    {
        using BackgroundAppender appender = Make(
            (in AppendRequest _) => throw new FileOperationException("The disk is full."),
            lockTimeout: TimeSpan.FromSeconds(1));
        byte[] large = Encoding.ASCII.GetBytes(new string('x', 400_000) + "\n");
        int failed = 0;
        var caller = new Thread(() =>
        {
            for (int number = 0; number < 500; number++)
            {
                try
                {
                    appender.TryTake(new AppendRequest(large, Today));
                }
                catch (FileOperationException)
                {
                    failed++;
                }
            }
        })
        {
            IsBackground = true,
        };

        caller.Start();
        caller.EndInTime();

        Assert.InRange(failed, 400, 500);
    }

    [Fact]
    public void When_a_log_that_has_failed_for_long_takes_lines_again_so_does_the_next_call()
    {
        bool isFailing = true;
        using BackgroundAppender appender = Make((in AppendRequest request) =>
        {
            if (Volatile.Read(ref isFailing))
                throw new FileOperationException("The disk is full.");
            Write(request);
        });
        string large = new string('x', 400_000) + "\n";
        byte[] lines = Encoding.ASCII.GetBytes(large);
        int taken = 0;
        Assert.Throws<FileOperationException>(() =>
        {
            while (appender.TryTake(new AppendRequest(lines, Today)))
                taken++;
        });
        Assert.Throws<FileOperationException>(() => appender.TryTake(new AppendRequest(lines, Today)));

        Volatile.Write(ref isFailing, false);

        Assert.True(appender.TryTake(new AppendRequest(lines, Today)));
        Waiting.Until(() => Written.Length == (taken + 1) * large.Length);
    }

    [Fact]
    public void What_cannot_be_written_before_the_end_stays_in_the_queue_and_a_warning_names_it()
    {
        BackgroundAppender appender = Make(
            (in AppendRequest _) => throw new FileOperationException("The disk is full."));
        appender.TryTake(new AppendRequest("one\n"u8, Today));

        appender.Dispose();

        string queue = Assert.Single(Directory.GetFiles(QueueFile.DirectoryOf(LogPath)));
        Assert.Contains($"1 records wait in '{queue}'", _warnings[^1], StringComparison.Ordinal);
        LeftQueues.Merge(PlatformFiles.Current, LogPath, _ => Write, _warnings.Add);
        Assert.Equal("one\n", Written);
        Assert.Empty(Directory.GetFiles(QueueFile.DirectoryOf(LogPath)));
    }

    [Fact]
    public void After_a_signal_no_line_passes_those_that_a_failing_log_keeps_waiting()
    {
        bool isFailing = true;
        using BackgroundAppender appender = Make((in AppendRequest request) =>
        {
            if (Volatile.Read(ref isFailing))
                throw new FileOperationException("The disk is full.");
            Write(request);
        });
        Assert.True(appender.TryTake(new AppendRequest("one\n"u8, Today)));

        appender.OnEnding(mayLiveOn: true);

        Assert.True(appender.TryTake(new AppendRequest("two\n"u8, Today)));
        Volatile.Write(ref isFailing, false);
        Waiting.Until(() => Written == "one\ntwo\n");
    }

    [Fact]
    public void A_queue_that_is_empty_at_the_end_is_deleted()
    {
        Take("one\n");
        _appender.Dispose();

        Assert.Empty(Directory.GetFiles(QueueFile.DirectoryOf(LogPath)));
    }

    [Fact]
    public void Without_a_queue_the_caller_writes_itself_and_is_warned_once()
    {
        using BackgroundAppender appender = Make(
            open: () => throw new FileOperationException("No room for the queue."));

        Assert.False(appender.TryTake(new AppendRequest("one\n"u8, Today)));
        Assert.False(appender.TryTake(new AppendRequest("two\n"u8, Today)));

        Assert.Single(_warnings, warning => warning.StartsWith("No room for the queue.", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_of_two_days_do_not_share_a_write()
    {
        Take("one\n");
        Take("two\n", Today.AddDays(1));
        _appender.Dispose();

        Assert.Equal([("one\n", Today, 1), ("two\n", Today.AddDays(1), 1)], _written);
    }

    [Fact]
    public void After_closing_nothing_is_taken()
    {
        _appender.Dispose();

        Assert.False(_appender.TryTake(new AppendRequest("one\n"u8, Today)));
        Assert.Empty(_written);
    }

    private string Written
    {
        get
        {
            lock (_written)
                return string.Concat(_written.Select(write => write.Lines));
        }
    }

    [Fact]
    public void Without_a_thread_nothing_is_taken_and_the_caller_writes_itself()
    {
        using BackgroundAppender appender = Make(start: (_, _) => null);

        Assert.False(appender.TryTake(new AppendRequest("one\n"u8, Today)));
        Assert.False(appender.TryTake(new AppendRequest("two\n"u8, Today)));
        Assert.Empty(_written);
    }

    private string LogPath => _folder.PathOf("trades.log");

    private BackgroundAppender Make(
        AppendAction? append = null,
        Func<QueueFile>? open = null,
        Func<ThreadStart, string, Thread?>? start = null,
        TimeSpan? lockTimeout = null) =>
        new(
            new QueueMerge(PlatformFiles.Current, LogPath, append ?? Write),
            open ?? (() => QueueFile.Create(
                files: null, LogPath, new QueueOrigin(null, IsChained: false, Durability.Os, CreationModes.Default))),
            new AppendFileOptions(_warnings.Add) { LockTimeout = lockTimeout ?? TimeSpan.FromMilliseconds(50) },
            start);

    private void Take(string lines, DateTime? day = null) =>
        Assert.True(_appender.TryTake(new AppendRequest(Encoding.ASCII.GetBytes(lines), day ?? Today)));

    private void Write(in AppendRequest request)
    {
        _isWritable.WaitInTime();
        lock (_written)
            _written.Add((Encoding.ASCII.GetString(request.Lines), request.Day, request.Records));
    }
}

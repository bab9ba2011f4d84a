using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using Xunit;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace TradingLogging.Tests.Storage;

/// <summary>Threads that find the file in use.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private static readonly DateTime Tomorrow = LogFile.Today.AddDays(1);

    private readonly LogFile _log = new(LogFile.Daily());
    private readonly ManualResetEventSlim _release = new();
    private Action<FileOperation> _beforeOthers = _ => { };
    private int _writes;

    [Fact]
    public void Their_records_go_to_the_file_by_one_write()
    {
        AppendWhileInUse(_ => { }, (Line("b"), LogFile.Today), (Line("c"), LogFile.Today), (Line("d"), LogFile.Today));

        Assert.Equal(2, _writes);
        Assert.Equal([Line("b"), Line("c"), Line("d")], Lines.Skip(2).Order());
        Assert.Equal(5, _log.Engine.GetState().Appended);
    }

    [Fact]
    public void A_group_that_cannot_be_written_is_tried_record_by_record()
    {
        AppendWhileInUse(FailWrite(2), (Line("b"), LogFile.Today), (Line("c"), LogFile.Today));

        Assert.Equal([Line("b"), Line("c")], Lines.Skip(2).Order());
    }

    [Fact]
    public void A_group_that_was_written_and_cannot_be_checked_is_refused_and_not_written_again()
    {
        int checks = 0;
        _beforeOthers = operation =>
        {
            if (operation == FileOperation.GetStatus && _writes == 2 && Interlocked.Increment(ref checks) == 1)
                throw FaultyFiles.Failure(operation, LogFile.Name, "Input/output error");
        };

        List<Exception> failures =
            AppendWhileInUse(EndFullSwing, (Line("b"), LogFile.Today), (Line("c"), LogFile.Today));

        Assert.Equal(2, failures.OfType<FileOperationException>().Count());
        Assert.Equal([Line("b"), Line("c")], Lines.Skip(2).Order());
    }

    [Fact]
    public void Each_hears_of_its_own_failure()
    {
        List<Exception> failures =
            AppendWhileInUse(FailWrite(2, 3, 4), (Line("b"), LogFile.Today), (Line("c"), LogFile.Today));

        Assert.Equal(2, failures.OfType<FileOperationException>().Count());
        Assert.Equal(2, _log.Engine.GetState().Failures);
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void One_whose_day_has_begun_meanwhile_rotates_the_file()
    {
        AppendWhileInUse(
            _ => { }, (LogFile.DayLine(Tomorrow, "b"), Tomorrow), (LogFile.DayLine(Tomorrow, "c"), Tomorrow));

        Assert.Equal([LogFile.DayLine(Tomorrow, "b"), LogFile.DayLine(Tomorrow, "c")], Lines.Order());
        Assert.True(File.Exists(_log.Path + ".2025-12-18"));
    }

    [Fact]
    public void Records_of_two_days_do_not_share_a_file()
    {
        AppendWhileInUse(_ => { }, (Line("b"), LogFile.Today), (LogFile.DayLine(Tomorrow, "c"), Tomorrow));

        Assert.Equal([LogFile.DayLine(Tomorrow, "c")], Lines);
        Assert.Contains(Line("b"), SharedFile.ReadAllText(_log.Path + ".2025-12-18"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_too_large_for_a_group_is_written_on_its_own()
    {
        string large = Line(new string('x', 100_000));

        AppendWhileInUse(_ => { }, (large, LogFile.Today), (Line("c"), LogFile.Today));

        Assert.Equal([Line("c"), large], Lines.Skip(2).Order());
    }

    [Fact]
    public void One_that_waits_too_long_hears_of_it_and_its_record_is_not_written_later()
    {
        using AppendFile impatient = _log.Open(_log.Files, LogFile.Daily(), lockTimeout: TimeSpan.FromMilliseconds(1));

        List<Exception> failures =
            AppendWhileInUse(impatient, _ => { }, untilAllHaveEnded: true, (Line("b"), LogFile.Today));

        Assert.Contains("another thread", Assert.Single(failures).Message, StringComparison.Ordinal);
        LogFile.Append(impatient, Line("later"));
        Assert.DoesNotContain(Line("b"), Lines);
    }

    public void Dispose()
    {
        _release.Dispose();
        _log.Dispose();
    }

    private string[] Lines => _log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Line(string text) => LogFile.DayLine(LogFile.Today, text);

    private static Action<int> FailWrite(params int[] numbers) => number =>
    {
        if (numbers.Contains(number))
            throw FaultyFiles.Failure(FileOperation.Write, LogFile.Name, "No space left on device");
    };

    // The lock is kept after records that are less than 5 ms apart, and the file is then checked later.
    private static void EndFullSwing(int number)
    {
        long start = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => number > 1 || Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(5));
    }

    private List<Exception> AppendWhileInUse(Action<int> onWrite, params (string Line, DateTime Day)[] records) =>
        AppendWhileInUse(_log.Engine, onWrite, untilAllHaveEnded: false, records);

    // One thread is held up in its write until all others wait for it, or have given up.
    private List<Exception> AppendWhileInUse(
        AppendFile engine,
        Action<int> onWrite,
        bool untilAllHaveEnded,
        params (string Line, DateTime Day)[] records)
    {
        LogFile.Append(engine, Line("0"));
        using var isInUse = new ManualResetEventSlim();
        _log.Files.Before = (operation, _) =>
        {
            if (operation != FileOperation.Write)
            {
                _beforeOthers(operation);
                return;
            }

            int number = Interlocked.Increment(ref _writes);
            if (number == 1)
            {
                isInUse.Set();
                _release.WaitInTime();
            }

            onWrite(number);
        };
        List<Exception> failures = [];
        Thread first = Start(engine, Line("a"), LogFile.Today, failures);
        isInUse.WaitInTime();
        Thread[] others = [.. records.Select(record => Start(engine, record.Line, record.Day, failures))];
        foreach (Thread other in others)
        {
            Waiting.Until(
                () => untilAllHaveEnded ? !other.IsAlive : other.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        }

        _release.Set();
        foreach (Thread thread in others.Append(first))
            thread.EndInTime();
        return failures;
    }

    private static Thread Start(AppendFile engine, string line, DateTime day, List<Exception> failures)
    {
        var thread = new Thread(() =>
        {
            try
            {
                LogFile.Append(engine, line, day);
            }
            catch (FileOperationException exception)
            {
                lock (failures)
                    failures.Add(exception);
            }
        });
        thread.Start();
        return thread;
    }
}

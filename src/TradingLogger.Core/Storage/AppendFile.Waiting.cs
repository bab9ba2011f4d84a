using System.Buffers;
using System.Diagnostics;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Group commit: threads that find the file in use leave their records for the one that has it next, which appends
/// them all by one write.</summary>
/// <remarks>Measured with four threads on two cores: 0.7 x the events per second of bare writes instead of 0.6 x.</remarks>
internal sealed partial class AppendFile
{
    // Who has the file needs it for a microsecond as a rule: waking a sleeping thread would take longer than that.
    private const int PausesBeforeYield = 20;
    private const int PausesBeforeSleep = 60;
    private const int PauseIterations = 2;

    private readonly CommitQueue _waiting = new();

    private unsafe SyncRound? AppendWithOthers(ReadOnlySpan<byte> record, DateTime day, int count)
    {
        fixed (byte* first = record)
        {
            CommitRequest own = CommitRequest.Rent(first, record.Length, day, count);
            _waiting.Add(own);
            try
            {
                Wait(own);
            }
            finally
            {
                own.Leave();
            }

            (bool isWritten, SyncRound? round) = (own.IsWritten, own.Round);
            own.Return();
            return isWritten ? round : AppendAlone(record, day, count);
        }
    }

    // Until the record is written by whoever it may be, or returned.
    private void Wait(CommitRequest own)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; own.IsWaiting; attempt++)
        {
            if (TryEnterAfterPause(attempt, start))
                AppendWaitingAndLeave(own);
            else if (attempt > PausesBeforeSleep && RestOf(start) == TimeSpan.Zero && own.TryWithdraw())
                throw Impatience();
        }
    }

    private bool TryEnterAfterPause(int attempt, long start)
    {
        if (attempt > PausesBeforeSleep)
            return Monitor.TryEnter(_gate, RestOf(start));
        if (attempt < PausesBeforeYield)
            Thread.SpinWait(PauseIterations);
        else
            Thread.Yield();
        return Monitor.TryEnter(_gate);
    }

    private void AppendWaitingAndLeave(CommitRequest own)
    {
        try
        {
            AppendWaiting(own.Day);
        }
        catch (FileOperationException)
        {
            _current.Doubt();
            if (own.TryWithdraw())
                throw;
        }
        finally
        {
            LeaveGate();
        }
    }

    private SyncRound? AppendAlone(
        ReadOnlySpan<byte> record,
        DateTime day,
        int count,
        IBufferWriter<byte>? written = null)
    {
        if (!Monitor.TryEnter(_gate, _lockTimeout))
            throw Impatience();
        try
        {
            return AppendAtOnce(record, day, count, written);
        }
        finally
        {
            LeaveGate();
        }
    }

    // What is out of the ordinary (a rotation, another day, a failure) is left to each thread itself.
    private void AppendWaiting(DateTime day)
    {
        Prepare(day);
        CommitRequest? oldest = _waiting.TakeAll();
        if (oldest is null)
            return;
        int written = 0;
        SyncRound? round = null;
        try
        {
            ReadOnlySpan<byte> lines = _waiting.Gather(oldest, out int gathered, out int count);
            if (gathered == 0 || !IsOrdinary(lines.Length, oldest.Day))
                return;
            round = _current.Append(lines, oldest.Day);
            if (!_isLockKept)
                _current.Verify();
            _counters.NoteAppended(count);
            written = gathered;
        }
        catch (FileOperationException)
        {
            _current.Doubt();
        }
        finally
        {
            LetGo(oldest, written, round);
        }
    }

    private bool IsOrdinary(int length, DateTime day) =>
        _current.Length > 0
        && _rotation.FindArchive(Path, _current.Day, day) is null
        && !_attempts.IsDue(_current, length, day);

    // A record that was let go of may be another one at once: its successor must be known before.
    private static void LetGo(CommitRequest? record, int written, SyncRound? round)
    {
        while (record is not null)
        {
            CommitRequest? next = record.Next;
            if (written-- > 0)
                record.MarkWritten(round);
            else
                record.LetGo();
            record = next;
        }
    }

    private TimeSpan RestOf(long start)
    {
        double seconds = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency;
        TimeSpan rest = _lockTimeout - TimeSpan.FromSeconds(seconds);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private FileOperationException Impatience() =>
        new($"Cannot append to '{Path}': another thread has been writing for too long.");
}

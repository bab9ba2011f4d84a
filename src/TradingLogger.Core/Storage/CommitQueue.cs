namespace TradingLogging.Storage;

/// <summary>The records of threads that found the file in use, for the thread that has it to append by one write.</summary>
internal sealed class CommitQueue
{
    // A group beyond this gains nothing more, and would pin its memory.
    private const int LargestGroup = 64 * 1024;

    private byte[]? _lines;
    private CommitRequest? _newest;

    /// <summary>Whether no record waits.</summary>
    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    /// <summary>Lets a record wait. Called without having the file.</summary>
    public void Add(CommitRequest record)
    {
        CommitRequest? newest;
        do
        {
            newest = Volatile.Read(ref _newest);
            record.Next = newest;
        }
        while (Interlocked.CompareExchange(ref _newest, record, newest) != newest);
    }

    /// <summary>Takes in hand every record that waits.</summary>
    /// <returns>The oldest, which leads to the next.</returns>
    public CommitRequest? TakeAll()
    {
        CommitRequest? oldest = null;
        CommitRequest? record = Interlocked.Exchange(ref _newest, null);
        while (record is not null)
        {
            CommitRequest? next = record.Next;
            if (record.TryTake())
            {
                record.Next = oldest;
                oldest = record;
            }

            record = next;
        }

        return oldest;
    }

    /// <summary>Puts together the lines of the first records of a row, as far as they are of one day.</summary>
    /// <param name="oldest">The first of the row.</param>
    /// <param name="gathered">How many of the row they are.</param>
    /// <param name="count">As how many records they count.</param>
    public ReadOnlySpan<byte> Gather(CommitRequest oldest, out int gathered, out int count)
    {
        byte[] lines = _lines ??= new byte[LargestGroup];
        gathered = count = 0;
        int length = 0;
        for (CommitRequest? record = oldest; record is not null; record = record.Next)
        {
            if (record.Day != oldest.Day || record.Length > LargestGroup - length)
                break;
            record.Lines.CopyTo(lines.AsSpan(length));
            length += record.Length;
            gathered++;
            count += record.Count;
        }

        return lines.AsSpan(0, length);
    }
}

/// <summary>A record whose thread found the file in use: whoever has the file may write it along with others. It stays where it
/// is in its thread's memory.</summary>
internal sealed unsafe class CommitRequest
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Written = 2;
    private const int Returned = 3;
    private const int Withdrawn = 4;

    [ThreadStatic]
    private static CommitRequest? t_spare;

    private byte* _first;
    private int _length;
    private SyncRound? _round;
    private int _state;

    public CommitRequest? Next { get; set; }

    public DateTime Day { get; private set; }

    /// <summary>As how many records it counts.</summary>
    public int Count { get; private set; }

    public int Length => _length;

    /// <summary>The whole lines. Valid for the one who took the record, until he lets go of it.</summary>
    public ReadOnlySpan<byte> Lines => new(_first, _length);

    /// <summary>Whether another thread has written the record.</summary>
    public bool IsWritten => Volatile.Read(ref _state) == Written;

    /// <summary>Whether nobody has written the record yet, and somebody may.</summary>
    public bool IsWaiting => Volatile.Read(ref _state) < Written;

    /// <summary>What to wait for until the disk has the written record; null when nobody asked for that.</summary>
    public SyncRound? Round => _round;

    /// <summary>Takes the thread's own; one at a time.</summary>
    /// <param name="first">The record, fixed in memory until it is written, returned or withdrawn.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="day">The day it belongs to.</param>
    /// <param name="count">As how many records it counts.</param>
    public static CommitRequest Rent(byte* first, int length, DateTime day, int count)
    {
        CommitRequest record = t_spare ?? new CommitRequest();
        t_spare = null;
        record._first = first;
        record._length = length;
        record._round = null;
        record._state = Waiting;
        record.Day = day;
        record.Count = count;
        return record;
    }

    /// <summary>Gives it back for the thread's next record. Not for one that was withdrawn: others may still see it.</summary>
    public void Return() => t_spare = this;

    /// <summary>Takes the record in hand, unless its thread has given up. Called by the one who has the file.</summary>
    public bool TryTake() => TryChange(Taken);

    /// <summary>Gives up waiting, unless somebody has taken the record in hand.</summary>
    public bool TryWithdraw() => TryChange(Withdrawn);

    /// <summary>Makes sure that nobody reads the record any more, whatever ends the waiting.</summary>
    public void Leave()
    {
        while (IsWaiting && !TryWithdraw())
            Thread.Yield();
    }

    /// <summary>Tells its thread that the record is in the file.</summary>
    public void MarkWritten(SyncRound? round)
    {
        _round = round;
        Volatile.Write(ref _state, Written);
    }

    /// <summary>Tells its thread to write the record itself, if it is not written by now.</summary>
    public void LetGo()
    {
        if (_state == Taken)
            Volatile.Write(ref _state, Returned);
    }

    private bool TryChange(int state) => Interlocked.CompareExchange(ref _state, state, Waiting) == Waiting;
}

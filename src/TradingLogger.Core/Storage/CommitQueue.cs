using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>The records of threads that found the gate of a file closed. The thread that enters the gate appends them
/// by one write.</summary>
internal sealed class CommitQueue
{
    // A larger group is not faster, and its buffer would stay in memory.
    private const int LargestGroup = 64 * 1024;

    private byte[]? _lines;
    private CommitRequest? _newest;

    /// <summary>Adds a request. Called by any thread.</summary>
    public void Add(CommitRequest request)
    {
        CommitRequest? newest;
        do
        {
            newest = Volatile.Read(ref _newest);
            request.Next = newest;
        }
        while (Interlocked.CompareExchange(ref _newest, request, newest) != newest);
    }

    /// <summary>Takes all requests that still wait. Called in the gate, as all that follow.</summary>
    /// <returns>The oldest, which leads to the next; null when there is none.</returns>
    public CommitRequest? TakeAll()
    {
        CommitRequest? oldest = null;
        CommitRequest? request = Interlocked.Exchange(ref _newest, null);
        while (request is not null)
        {
            CommitRequest? next = request.Next;
            if (request.TryTake())
            {
                request.Next = oldest;
                oldest = request;
            }

            request = next;
        }

        return oldest;
    }

    /// <summary>Copies together the lines of the first requests of a row, as far as they are of one day.</summary>
    /// <param name="oldest">The first of the row.</param>
    /// <param name="gathered">The number of requests whose lines were copied.</param>
    /// <param name="records">As how many records they count.</param>
    public ReadOnlySpan<byte> Gather(CommitRequest oldest, out int gathered, out int records)
    {
        byte[] lines = _lines ??= new byte[LargestGroup];
        gathered = records = 0;
        int length = 0;
        for (CommitRequest? request = oldest; request is not null; request = request.Next)
        {
            if (request.Day != oldest.Day || request.Lines.Length > LargestGroup - length)
                break;
            request.Lines.CopyTo(lines.AsSpan(length));
            length += request.Lines.Length;
            gathered++;
            records += request.Records;
        }

        return lines.AsSpan(0, length);
    }

    /// <summary>Ends the requests of a row: the first ones are written, the others are returned to their
    /// threads.</summary>
    /// <param name="request">The first of the row.</param>
    /// <param name="written">How many of them were written.</param>
    /// <param name="round">What those wait for until the disk has them.</param>
    /// <param name="failure">Why those may be lost although they were written; null when they are safe.</param>
    public static void EndAll(
        CommitRequest? request, int written, GroupSyncRound? round, FileOperationException? failure = null)
    {
        while (request is not null)
        {
            // Its thread may use the request for another record as soon as it has ended.
            CommitRequest? next = request.Next;
            if (written-- > 0)
                request.EndWritten(round, failure);
            else
                request.EndReturned();
            request = next;
        }
    }
}

/// <summary>A record that waits to be written along with others. Its lines stay in the memory of its thread.</summary>
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
    private int _state;

    /// <summary>The next request of a row.</summary>
    public CommitRequest? Next { get; set; }

    /// <summary>The day of the lines.</summary>
    public DateTime Day { get; private set; }

    /// <summary>As how many records the lines count.</summary>
    public int Records { get; private set; }

    /// <summary>The lines. Valid for the thread that took the request until that ends it.</summary>
    public ReadOnlySpan<byte> Lines => new(_first, _length);

    /// <summary>Whether another thread has written the record.</summary>
    public bool IsWritten => Volatile.Read(ref _state) == Written;

    /// <summary>Whether the record is neither written, nor returned, nor withdrawn.</summary>
    public bool IsWaiting => Volatile.Read(ref _state) < Written;

    /// <summary>What to wait for until the disk has the record; null without <see cref="Durability.Disk"/>.</summary>
    public GroupSyncRound? Round { get; private set; }

    /// <summary>Why the record may be lost although it was written; null when it is safe or was not written.</summary>
    public FileOperationException? Failure { get; private set; }

    /// <summary>Gives the request of this thread, which has one at a time.</summary>
    /// <param name="first">The lines, fixed in memory until the request has ended.</param>
    /// <param name="append">What to append.</param>
    public static CommitRequest Rent(byte* first, in AppendRequest append)
    {
        CommitRequest request = t_spare ?? new CommitRequest();
        t_spare = null;
        request._first = first;
        request._length = append.Lines.Length;
        request._state = Waiting;
        request.Round = null;
        request.Failure = null;
        request.Day = append.Day;
        request.Records = append.Records;
        return request;
    }

    /// <summary>Gives the request back for the next record of its thread. Not for a withdrawn one, which others may
    /// still see.</summary>
    public void Return() => t_spare = this;

    /// <summary>Takes the request, unless its thread has withdrawn it. Called in the gate.</summary>
    public bool TryTake() => TryChange(Taken);

    /// <summary>Withdraws the request, unless a thread has taken it.</summary>
    public bool TryWithdraw() => TryChange(Withdrawn);

    /// <summary>Returns when no other thread reads the lines any more, however the waiting has ended.</summary>
    public void WithdrawOrWait()
    {
        while (IsWaiting && !TryWithdraw())
            Thread.Yield();
    }

    /// <summary>Tells its thread that the record was written.</summary>
    public void EndWritten(GroupSyncRound? round, FileOperationException? failure)
    {
        Round = round;
        Failure = failure;
        Volatile.Write(ref _state, Written);
    }

    /// <summary>Tells its thread to write the record itself.</summary>
    public void EndReturned()
    {
        if (_state == Taken)
            Volatile.Write(ref _state, Returned);
    }

    private bool TryChange(int state) => Interlocked.CompareExchange(ref _state, state, Waiting) == Waiting;
}

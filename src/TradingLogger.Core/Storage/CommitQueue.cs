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

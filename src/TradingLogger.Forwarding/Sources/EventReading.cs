using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Storage.Chain;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Fills batches with the events of files, and passes lines that are none on to the dead letters. Not
/// thread-safe.</summary>
/// <param name="options">How large a batch may be.</param>
/// <param name="fallbackIds">The ids under which lines were sent already.</param>
/// <param name="warn">Receives warnings.</param>
/// <param name="deadLetter">Takes lines that cannot be sent.</param>
internal sealed class EventReading(
    ForwarderOptions options, FallbackIds fallbackIds, Action<string> warn, Action<DeadLetter> deadLetter) : IDisposable
{
    private const int LinesBetweenLooks = 256;
    private const int MostWarnings = 20;

    private readonly EventObjects _objects = new();
    private readonly LineHashes _hashes = new();
    private readonly byte[] _unchained = new byte[FallbackIds.HashBytes];
    private int _unnamed;
    private int _linesRead;
    private int _warnings;

    /// <summary>Whether lines went to the dead letters; set back by who has committed that.</summary>
    public bool HasDeadLetters { get; set; }

    /// <summary>Adds the next events of a file.</summary>
    /// <returns>Whether the file was read to its end.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public bool Fill(EventBatch batch, EventFile file, CancellationToken cancellation)
    {
        _unnamed = batch.Count;
        try
        {
            return AddLines(batch, file, cancellation);
        }
        finally
        {
            // What was read before a failure is sent.
            NameEvents(batch, file);
        }
    }

    public void Dispose() => _hashes.Dispose();

    private bool AddLines(EventBatch batch, EventFile file, CancellationToken cancellation)
    {
        while (batch.Count < options.BatchEvents)
        {
            if (++_linesRead % LinesBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            if (!file.TryReadLine(out ReadOnlyMemory<byte> line))
                return true;
            if (batch.Count > 0 && batch.Bytes + line.Length + 1L > options.BatchBytes)
            {
                file.Lines.Unread();
                return false;
            }

            if (file.Lines.IsTooLong)
                AddTooLong(batch, file, line);
            else if (_objects.IsOne(line.Span))
                Add(batch, file, line.Span, 0);
            else
                AddParts(batch, file, line);
            if (file.Place.Kind == EventFileKind.Fallback && fallbackIds.IsFull)
                return false;
        }

        return file.Lines.IsAtEnd();
    }

    private void Add(EventBatch batch, EventFile file, ReadOnlySpan<byte> json, int index)
    {
        batch.Add(json, file.LocationOf(index));
        file.Take();
        // A full list of ids ends the reading of a fallback.
        if (batch.Count - _unnamed == LineHashes.Lanes || file.Place.Kind == EventFileKind.Fallback)
            NameEvents(batch, file);
    }

    // Lines are hashed together, which takes less than half the time.
    private void NameEvents(EventBatch batch, EventFile file)
    {
        int count = batch.Count - _unnamed;
        if (count == 0)
            return;
        ReadOnlySpan<byte> hashes = _hashes.Compute(batch, _unnamed, count);
        for (; _unnamed < batch.Count; _unnamed++)
        {
            ReadOnlySpan<byte> hash = hashes[..ChainMembers.HashSize];
            hashes = hashes[ChainMembers.HashSize..];
            batch.SetId(_unnamed, MakeId(batch, file, hash));
            file.NoteHash(hash);
        }
    }

    private ReadOnlySpan<byte> MakeId(EventBatch batch, EventFile file, ReadOnlySpan<byte> hash)
    {
        ReadOnlySpan<byte> json = batch.Line(_unnamed);
        ReadOnlySpan<byte> id = file.Ids.Make(json, batch.Location(_unnamed).Offset, hash, file.LastHash);
        if (file.Place.Kind == EventFileKind.Fallback)
            fallbackIds.Add(hash[..FallbackIds.HashBytes], id);
        else if (fallbackIds.Count > 0 && FindFallbackId(file, json, hash) is { } known)
            id = known;
        return id;
    }

    private byte[]? FindFallbackId(EventFile file, ReadOnlySpan<byte> json, ReadOnlySpan<byte> hash)
    {
        byte[]? id = file.Ids.TryHashUnchained(json, _unchained) ? fallbackIds.TryTake(_unchained) : null;
        return id ?? fallbackIds.TryTake(hash[..FallbackIds.HashBytes]);
    }

    private void AddParts(EventBatch batch, EventFile file, ReadOnlyMemory<byte> line)
    {
        NameEvents(batch, file);
        ReadOnlySpan<byte> readable = LoneSurrogates.Replace(line.Span);
        for (int index = 0; _objects.TryNext(readable, index, out EventPart part); index = part.End)
        {
            if (part.Reason is null)
                Add(batch, file, line.Span[part.Start..part.End], part.Start);
            else
                AddDeadLetter(file, part.Start, line[part.Start..part.End], part.Reason);
        }

        NameEvents(batch, file);
        file.Take(line.Span, isWhole: true);
    }

    private void AddTooLong(EventBatch batch, EventFile file, ReadOnlyMemory<byte> beginning)
    {
        NameEvents(batch, file);
        AddDeadLetter(file, 0, beginning, TradeLineParser.TooLong);
        file.Take(beginning.Span, isWhole: false);
    }

    private void AddDeadLetter(EventFile file, int index, ReadOnlyMemory<byte> bytes, string reason)
    {
        var letter = new DeadLetter(file.LocationOf(index), reason, bytes);
        HasDeadLetters = true;
        deadLetter(letter);
        if (++_warnings <= MostWarnings)
            warn($"{letter.Location}: {reason} It is not sent, and is kept among the dead letters.");
        if (_warnings == MostWarnings)
            warn("Of further lines that are not sent there is no warning. They are kept among the dead letters.");
    }
}

/// <summary>A line that is not sent, or that the receiver rejects for good.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Bytes">The line without its line feed; only its beginning when it is too long for the reader. Valid
/// during the call.</param>
internal readonly record struct DeadLetter(LogLocation Location, string Reason, ReadOnlyMemory<byte> Bytes);

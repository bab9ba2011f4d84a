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
    private readonly LineHash _lineHash = new();
    private readonly byte[] _hash = new byte[ChainMembers.HashSize];
    private readonly byte[] _unchained = new byte[FallbackIds.HashBytes];
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
                AddTooLong(file, line);
            else if (_objects.IsOne(line.Span))
                Add(batch, file, line.Span, 0);
            else
                AddParts(batch, file, line);
            if (file.Place.Kind == EventFileKind.Fallback && fallbackIds.IsFull)
                return false;
        }

        return file.Lines.IsAtEnd();
    }

    public void Dispose() => _lineHash.Dispose();

    private void Add(EventBatch batch, EventFile file, ReadOnlySpan<byte> json, int index)
    {
        _lineHash.Compute(json, _hash);
        batch.Add(json, MakeId(file, json, file.Lines.Offset + index), file.LocationOf(index));
        file.Take(_hash);
    }

    private ReadOnlySpan<byte> MakeId(EventFile file, ReadOnlySpan<byte> json, long offset)
    {
        ReadOnlySpan<byte> id = file.Ids.Make(json, offset, _hash, file.LastHash);
        if (file.Place.Kind == EventFileKind.Fallback)
            fallbackIds.Add(_hash.AsSpan(0, FallbackIds.HashBytes), id);
        else if (fallbackIds.Count > 0 && FindFallbackId(file, json) is { } known)
            id = known;
        return id;
    }

    private byte[]? FindFallbackId(EventFile file, ReadOnlySpan<byte> json)
    {
        byte[]? id = file.Ids.TryHashUnchained(json, _unchained) ? fallbackIds.TryTake(_unchained) : null;
        return id ?? fallbackIds.TryTake(_hash.AsSpan(0, FallbackIds.HashBytes));
    }

    private void AddParts(EventBatch batch, EventFile file, ReadOnlyMemory<byte> line)
    {
        ReadOnlySpan<byte> readable = LoneSurrogates.Replace(line.Span);
        for (int index = 0; _objects.TryNext(readable, index, out EventPart part); index = part.End)
        {
            if (part.Reason is null)
                Add(batch, file, line.Span[part.Start..part.End], part.Start);
            else
                AddDeadLetter(file, part.Start, line[part.Start..part.End], part.Reason);
        }

        file.Take(line.Span, isWhole: true);
    }

    private void AddTooLong(EventFile file, ReadOnlyMemory<byte> beginning)
    {
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

using System.Diagnostics;
using TradingLogging.Decryption;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading;

/// <summary>Who is told what while a log is read, and what ends the reading. All calls come from the thread that
/// reads.</summary>
public sealed record LogReadOptions
{
    /// <summary>Is told of bytes that are no record and are skipped, and of events that are doubtful. Default: nobody
    /// is told.</summary>
    public Action<LogDamage>? Damaged { get; init; }

    /// <summary>Is told of a file that cannot be read; reading continues with the next file. Default: the exception is
    /// thrown.</summary>
    public Action<IOException>? Failed { get; init; }

    /// <summary>Is told of the progress, four times a second at most. Default: nobody is told.</summary>
    public Action<LogReadProgress>? Progress { get; init; }

    /// <summary>Is told, while a log is followed, that there is nothing more to read at this moment. Default: nobody is
    /// told.</summary>
    internal Action? Idle { get; init; }

    /// <summary>Ends the reading at once. Default: nothing does.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Opens encrypted members of trade events: queries decide on the plain values, and events are given with
    /// them. Default: encrypted members are texts like others.</summary>
    public ContentKeys? Keys { get; init; }

    /// <summary>Is told of members that <see cref="Keys"/> does not open; the event is given with them still encrypted.
    /// Default: nobody is told.</summary>
    public Action<UndecryptedMember>? NotDecrypted { get; init; }

    /// <summary>Decrypts lines for one reader; null when nothing is to be decrypted.</summary>
    internal LineDecryption? Decryption() => Keys is null ? null : new LineDecryption(Keys, NotDecrypted);

    /// <summary>The same options with calls that are kept, to be made later on the thread of who is told.</summary>
    /// <param name="keep">Keeps a call.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal LogReadOptions Noticing(Action<Action> keep, CancellationToken cancellation)
    {
        return new LogReadOptions
        {
            Damaged = Kept(Damaged),
            Failed = Kept(Failed),
            Progress = Kept(Progress),
            Cancellation = cancellation,
            Keys = Keys,
            NotDecrypted = Kept(NotDecrypted),
        };

        Action<T>? Kept<T>(Action<T>? told) => told is null ? null : value => keep(() => told(value));
    }
}

/// <summary>A member of an event that could not be decrypted.</summary>
/// <param name="Location">Where the event stands; null when it was not read from a file.</param>
/// <param name="Member">The JSON pointer of the member (RFC 6901), for example <c>/client/name</c>.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record UndecryptedMember(LogLocation? Location, string Member, string Reason)
{
    /// <summary>What happened, in one sentence.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: the member '/account' stays encrypted:
    /// …</c>.</returns>
    public override string ToString() =>
        $"{Location?.ToString() ?? "An event"}: the member '{Member}' stays encrypted: {Reason}";
}

/// <summary>How far a reader is.</summary>
/// <param name="File">The full path of the file that is being read.</param>
/// <param name="BytesRead">The number of its bytes that were read or skipped.</param>
/// <param name="Length">The size of the file in bytes.</param>
/// <param name="FileNumber">The number of the file, from 1.</param>
/// <param name="FileCount">The number of files to read.</param>
public readonly record struct LogReadProgress(string File, long BytesRead, long Length, int FileNumber, int FileCount)
{
    /// <summary>The part of the file that has been read, from 0 to 1.</summary>
    public double Fraction => Length > 0 ? Math.Min(1, (double)BytesRead / Length) : 1;

    /// <summary>Whether nobody knows the size, as that of a compressed file: then it counts as twice of what has been
    /// read.</summary>
    internal bool IsLengthUnknown { get; init; }

    /// <summary>The progress at another place of the file.</summary>
    /// <param name="offset">The number of bytes before it.</param>
    internal LogReadProgress At(long offset) => this with
    {
        BytesRead = offset,
        Length = IsLengthUnknown ? Math.Max(offset, 1) * 2 : Length,
    };
}

/// <summary>Reports progress no more often than a person can see.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class ProgressPace(Action<LogReadProgress>? progress)
{
    private static readonly long Interval = Stopwatch.Frequency / 4;

    private long _next = Stopwatch.GetTimestamp() + Interval;

    /// <summary>Whether it is time to report.</summary>
    public bool IsDue => progress is not null && Stopwatch.GetTimestamp() >= _next;

    /// <summary>Reports how far the reading is.</summary>
    public void Report(LogReadProgress reached)
    {
        _next = Stopwatch.GetTimestamp() + Interval;
        progress?.Invoke(reached);
    }
}

/// <summary>A place in a log.</summary>
/// <param name="File">The full path under which the file was opened.</param>
/// <param name="Line">The number of the line, from 1; in a compressed file, of the decompressed line.</param>
/// <param name="Offset">The number of bytes before it, counted in the decompressed file.</param>
public readonly record struct LogLocation(string File, long Line, long Offset)
{
    /// <summary>File, line and byte offset, for people.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{File}, line {Line}, byte {Offset}");
}

/// <summary>Something in a log that is not as a writer writes it: bytes that are no record (torn by a power cut,
/// overwritten, or never a record at all), which are skipped, or an event that is read but doubtful.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Length">The number of skipped bytes, without the line feed; 0 when nothing is skipped.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record LogDamage(LogLocation Location, long Length, string Reason)
{
    /// <summary>The damage in one sentence.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: skipped 17 bytes: …</c>.</returns>
    public override string ToString() => Length == 0
        ? $"{Location}: {Reason}"
        : FormattableString.Invariant($"{Location}: skipped {Length} bytes. {Reason}");
}

/// <summary>Knows where the line begins that is being read.</summary>
internal interface ILocatedLine
{
    /// <summary>The start of the line. To find its number, the lines before it may have to be counted.</summary>
    LogLocation Location { get; }
}

using System.Globalization;

namespace TradingLogging.Logging;

/// <summary>Writes records to one destination. It has its own level and filters (Python's
/// <c>logging.Handler</c>).</summary>
public abstract class LogHandler : IDisposable
{
    private const int LongestName = 128;

    private readonly object _gate = new();
    private LogFilter[] _filters = [];

    /// <summary>The lowest level that this handler writes; with <see cref="LogLevel.NotSet"/> it writes all. May be
    /// changed at any time.</summary>
    public LogLevel Level { get; set; }

    /// <summary>A short name for states and messages, for example <c>console</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this is the handler of the trade log. An event that it has written is safe, whatever other
    /// handlers do.</summary>
    internal virtual bool IsTradeLog => false;

    /// <summary>Whether the handler asks a record for its members (<see cref="LogRecord.Members"/>). A filter
    /// may.</summary>
    internal bool UsesMembers => _filters.Length > 0 || WritesMembers;

    /// <summary>Whether it writes them.</summary>
    private protected virtual bool WritesMembers => true;

    /// <summary>Adds a filter; a record must pass all of them.</summary>
    /// <param name="filter">The filter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="filter"/> is null.</exception>
    public void AddFilter(LogFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_gate)
            _filters = [.. _filters, filter];
    }

    /// <summary>Writes a record that passes level and filters.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Whether the record passed. The operating system then has it.</returns>
    /// <exception cref="LogWriteException">The record passed but could not be written.</exception>
    public bool Handle(in LogRecord record)
    {
        if (!IsWanted(record))
            return false;
        Emit(record);
        return true;
    }

    /// <summary>Writes the events of a batch that pass level and filters. A file handler writes all of them or
    /// none.</summary>
    /// <returns>Whether any event passed.</returns>
    /// <exception cref="LogWriteException">An event passed but could not be written.</exception>
    internal virtual bool Handle(in LogBatch batch)
    {
        bool isTaken = false;
        for (int index = 0; index < batch.Count; index++)
            isTaken |= Handle(batch[index]);
        return isTaken;
    }

    /// <summary>What the handler has done so far. By default it counts nothing.</summary>
    public virtual HandlerState GetState() => new(
        Name,
        Level,
        Path: null,
        Bytes: 0,
        Events: 0,
        Rotations: 0,
        RecoveredTails: 0,
        Failures: 0,
        LastError: null);

    /// <summary>Why a text cannot be the name of a handler, by which messages and scripts call it; null when it
    /// can.</summary>
    internal static string? WhyNoName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "A handler needs a name.";
        return name!.Length > LongestName || name.Any(IsNotOfNames)
            ? "The name of a handler has 128 characters at most, none of them a control character, a quotation mark or "
                + "one of * ? [ ] `."
            : null;
    }

    private static bool IsNotOfNames(char character) =>
        character is '*' or '?' or '[' or ']' or '`' or '"' or '\''
        || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    /// <summary>The name of the handler.</summary>
    public override string ToString() => Name;

    /// <summary>Releases all resources. A second call does nothing.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected bool IsWanted(in LogRecord record)
    {
        if (record.Level < Level)
            return false;
        foreach (LogFilter filter in _filters)
        {
            if (!filter.Filter(record))
                return false;
        }

        return true;
    }

    /// <summary>Writes a record that passed level and filters. Called by several threads at once.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="LogWriteException">The record could not be written.</exception>
    protected abstract void Emit(in LogRecord record);

    /// <summary>Releases the resources of the handler.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>What a handler has done so far in this process.</summary>
/// <param name="Name">The handler's name: <c>console</c>, <c>file</c>, <c>trades</c>, or that of one which was
/// added.</param>
/// <param name="Level">The lowest level that it writes.</param>
/// <param name="Path">The full path of its file; null for the console.</param>
/// <param name="Bytes">The size of the current file in bytes as last seen by this process; 0 before the first
/// record.</param>
/// <param name="Events">Records written by this process since it was initialised.</param>
/// <param name="Rotations">Rotations done by this process.</param>
/// <param name="RecoveredTails">Torn last lines, left by a crash, that were removed or ended by a line feed.</param>
/// <param name="Failures">Records that could not be written, and rotations that could not be done.</param>
/// <param name="LastError">The message of the last failure; null when there was none.</param>
public sealed record HandlerState(
    string Name,
    LogLevel Level,
    string? Path,
    long Bytes,
    long Events,
    long Rotations,
    long RecoveredTails,
    long Failures,
    string? LastError)
{
    /// <summary>The name of the logger that has the handler; null where the handler itself was asked, which does not
    /// know it.</summary>
    public string? Instance { get; init; }

    /// <summary>Records that the log file could not take and the file in <c>fallback_dir</c> took. They count among the
    /// failures, not among the events.</summary>
    public long FallbackEvents { get; init; }

    /// <summary>The file in <c>fallback_dir</c> that holds records which are not in the log file yet; null when there
    /// is none. The next record that the log file takes brings them over.</summary>
    public string? FallbackPath { get; init; }

    /// <summary>The size of that file in bytes.</summary>
    public long FallbackBytes { get; init; }

    /// <summary>Records that wait in the queue of the handler; 0 for a handler without one.</summary>
    public long Waiting { get; init; }

    /// <summary>Records that the queue of the handler had no room for, or that waited for too long at the end. They
    /// count among the failures.</summary>
    public long Dropped { get; init; }

    /// <summary>Records written that are no trade events.</summary>
    internal long Messages { get; init; }

    /// <summary>Whether the handler's file is the trade log.</summary>
    internal bool IsTradeLog { get; init; }

    /// <summary>The handler and what it has counted, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Events} records, {Failures} failures");
}

/// <summary>Decides whether a handler takes a record (Python's <c>logging.Filter</c>).</summary>
public abstract class LogFilter
{
    /// <summary>Decides on one record. Called by several threads at once.</summary>
    /// <param name="record">The record.</param>
    /// <returns>True to pass the record, false to reject it.</returns>
    public abstract bool Filter(in LogRecord record);
}

/// <summary>Passes only the records of the logger <c>trades</c>, so that the trade log has nothing else.</summary>
public sealed class TradeLogFilter : LogFilter
{
    /// <summary>The name of the logger whose records are trade events.</summary>
    public const string TradesLoggerName = "trades";

    /// <inheritdoc/>
    public override bool Filter(in LogRecord record) =>
        string.Equals(record.LoggerName, TradesLoggerName, StringComparison.Ordinal);
}

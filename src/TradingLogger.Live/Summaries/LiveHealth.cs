using TradingLogging.Forwarding;
using TradingLogging.Text;

namespace TradingLogging.Live.Summaries;

/// <summary>Whether a log is well: who writes it, what is wrong with it, and how far its forwarders are.</summary>
public sealed record LiveHealth
{
    /// <summary>The timestamp of the event written last; null when there is none.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>The timestamp of the record of the text log written last, of the last hour; null when there is
    /// none.</summary>
    public DateTimeOffset? LastRecord { get; init; }

    /// <summary>The processes that wrote events in the last 15 minutes, at most 100. Known only where the setting
    /// <c>evidence</c> has <c>pid</c>, <c>host</c> or <c>session</c>; else empty.</summary>
    public required IReadOnlyList<LiveWriter> Writers { get; init => field = ReadableList.Of(value); }

    /// <summary>The forwarders of the log, as <c>Get-TradeForwarder</c> gives them; looked at every 5
    /// seconds.</summary>
    public required IReadOnlyList<ForwarderState> Forwarders { get; init => field = ReadableList.Of(value); }

    /// <summary>The bytes that are free on the disk of the log; null when that cannot be found out.</summary>
    public long? FreeDisk { get; init; }

    /// <summary>The size of that disk in bytes; null when it cannot be found out.</summary>
    public long? DiskSize { get; init; }

    /// <summary>The number of the last chained line; 0 when the lines that were read are not chained.</summary>
    public long ChainNumber { get; init; }

    /// <summary>How often the numbers of chained lines did not follow each other among the lines that were read.
    /// <c>Test-TradeLog</c> proves the hashes too.</summary>
    public long ChainBreaks { get; init; }

    /// <summary>How many lines were read that are no event.</summary>
    public long Damage { get; init; }

    /// <summary>How many findings the figures of today have.</summary>
    public long Findings { get; init; }

    /// <summary>What could not be read or found out, the 10 sentences that came last.</summary>
    public required IReadOnlyList<string> Troubles { get; init => field = ReadableList.Of(value); }
}

/// <summary>A process that writes events.</summary>
/// <param name="Host">Its machine; null when its events do not say.</param>
/// <param name="ProcessId">Its id; null when its events do not say.</param>
/// <param name="Session">Its initialisation; null when its events do not say.</param>
/// <param name="LastEvent">The timestamp of its last event.</param>
/// <param name="Events">How many events of it were read.</param>
public sealed record LiveWriter(
    string? Host, string? ProcessId, string? Session, DateTimeOffset LastEvent, long Events);

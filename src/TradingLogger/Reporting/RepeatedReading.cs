using System.Collections;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>The events of a log, read anew each time they are enumerated: always those that were there the first time.
/// What reading meets is told once, the first time.</summary>
/// <param name="log">The log.</param>
/// <param name="query">Which events are wanted.</param>
/// <param name="report">Who is told.</param>
internal sealed class RepeatedReading(TradeLog log, TradeQuery query, ReadingReport report) : IEnumerable<TradeEvent>
{
    private bool _isTold;
    private long? _count;

    /// <inheritdoc/>
    public IEnumerator<TradeEvent> GetEnumerator()
    {
        LogReadOptions options = report.Options;
        if (_isTold)
            options = new LogReadOptions { Failed = _ => { }, Cancellation = options.Cancellation };
        try
        {
            long read = 0;
            foreach (TradeEvent tradeEvent in log.Read(query with { First = _count }, options))
            {
                read++;
                yield return tradeEvent;
            }

            _count ??= read;
        }
        finally
        {
            if (!_isTold)
                report.Complete();
            _isTold = true;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

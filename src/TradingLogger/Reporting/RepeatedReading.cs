using System.Collections;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>The events of a log, read anew each time they are enumerated. What reading meets is told once, the first
/// time.</summary>
/// <param name="log">The log.</param>
/// <param name="query">Which events are wanted.</param>
/// <param name="report">Who is told.</param>
internal sealed class RepeatedReading(TradeLog log, TradeQuery query, ReadingReport report) : IEnumerable<TradeEvent>
{
    private bool _isTold;

    /// <inheritdoc/>
    public IEnumerator<TradeEvent> GetEnumerator()
    {
        LogReadOptions options = report.Options;
        if (_isTold)
            options = new LogReadOptions { Failed = _ => { }, Cancellation = options.Cancellation };
        try
        {
            foreach (TradeEvent tradeEvent in log.Read(query, options))
                yield return tradeEvent;
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

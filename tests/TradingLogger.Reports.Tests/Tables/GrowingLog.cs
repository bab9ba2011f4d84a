using System.Collections;
using TradingLogging.Reading;

namespace TradingLogging.Reports.Tests.Tables;

/// <summary>A log that has one more event each time it is read.</summary>
internal sealed class GrowingLog(params TradeEvent[] events) : IEnumerable<TradeEvent>
{
    private int _count;

    public IEnumerator<TradeEvent> GetEnumerator() => events.Take(++_count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

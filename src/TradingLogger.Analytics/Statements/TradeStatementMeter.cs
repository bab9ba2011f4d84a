using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Statements;

/// <summary>Collects the fills of a log, one event at a time, and compares them with a statement.</summary>
public sealed class TradeStatementMeter
{
    private readonly List<TradeFill> _fills = [];
    private readonly TradeActivityMeter _meter;
    private readonly DateTimeOffset? _from;
    private readonly DateTimeOffset? _until;

    /// <summary>Starts without events.</summary>
    /// <param name="options">How events are read; null for the defaults.</param>
    /// <param name="from">The first moment of a fill that is compared; null for all.</param>
    /// <param name="until">The first moment that is no longer compared; null for all.</param>
    public TradeStatementMeter(
        TradeActivityOptions? options = null, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        (_from, _until) = (from, until);
        _meter = new TradeActivityMeter(options) { Filled = Take };
    }

    /// <summary>The fills so far: each execution once.</summary>
    public IReadOnlyList<TradeFill> Fills => _fills;

    /// <summary>Adds an event. Events come in the order of the log.</summary>
    public void Add(TradeEvent tradeEvent) => _meter.Add(tradeEvent);

    /// <summary>Compares the fills with those of a statement.</summary>
    /// <param name="statement">The fills of the statement, for example of <see cref="TradeStatement.Read"/>.</param>
    /// <param name="tolerance">How far apart they may be; null for the defaults.</param>
    /// <param name="name">What the statement is called.</param>
    public TradeStatementComparison Compare(
        IReadOnlyList<TradeFill> statement, TradeStatementTolerance? tolerance = null, string name = "") =>
        new StatementComparer(tolerance ?? new TradeStatementTolerance(), _fills, statement).Compare(name);

    private void Take(TradeFact fact, OrderState? order, Amount? quantity)
    {
        if (fact.Time < _from || fact.Time >= _until)
            return;

        _fills.Add(FillOf(fact, order, quantity));
    }

    /// <summary>A counted fill.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="order">Its order; null when it is not known.</param>
    /// <param name="quantity">What it filled; null when it is not known.</param>
    internal static TradeFill FillOf(TradeFact fact, OrderState? order, Amount? quantity)
    {
        TradeSide side = fact.Side == TradeSide.None ? order?.Side ?? TradeSide.None : fact.Side;
        string? currency = fact.Fees.Count > 0 ? fact.CurrencyOf(fact.Fees[0]) : null;
        return new TradeFill
        {
            Place = fact.Place,
            Time = fact.Time,
            ExecutionId = fact.ExecutionId,
            OrderId = fact.OrderId ?? order?.Id,
            OtherOrderIds = order is null ? [] : [.. order.Ids.Where(id => id != fact.OrderId)],
            Symbol = fact.Symbol,
            Side = TradeStatement.NameOf(side),
            Quantity = quantity?.Value,
            Price = fact.Price?.Value,
            Fee = currency is null ? null : fact.FeesIn(currency),
            FeeCurrency = currency,
            OtherFeeCurrencies = [.. fact.Fees.Select(fact.CurrencyOf).Distinct().Where(one => one != currency)],
        };
    }
}

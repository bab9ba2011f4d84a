using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Statements;

/// <summary>How far apart a log and a statement may be.</summary>
public sealed record TradeStatementTolerance
{
    /// <summary>How much a quantity, a price or a fee may differ, as a share. Default 0.000000001, which is what a
    /// double loses.</summary>
    public decimal Amounts { get; init; } = ExactNumber.BinaryTolerance;

    /// <summary>How much the times may differ. Default 5 seconds: a log is written after the venue's clock.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Compares the fills of a log with those of a statement.</summary>
internal sealed class StatementComparer(
    TradeStatementTolerance tolerance, IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
{
    private readonly StatementMatcher _matcher = new(tolerance, log, statement);
    private readonly List<TradeBreak> _breaks = [];
    private readonly List<string> _notCompared = [];

    /// <summary>Compares.</summary>
    public TradeStatementComparison Compare(string name)
    {
        CheckIds();
        new StatementValueComparer(_matcher, statement, Add, _notCompared.Add).Compare();
        FindOtherSymbols();
        foreach (var (logged, stated) in _matcher.Duplicates)
        {
            string what = logged is null ? Text(stated) : "the execution " + stated.ExecutionId;
            Add(TradeBreakKind.Duplicate, $"The statement has {what} twice.", logged, stated);
        }

        foreach (TradeFill fill in _matcher.OnlyInStatement)
            Add(TradeBreakKind.MissingInLog, $"The statement has {Text(fill)}, the log has not.", null, fill);
        foreach (TradeFill fill in _matcher.OnlyInLog)
            Add(TradeBreakKind.MissingInStatement, $"The log has {Text(fill)}, the statement has not.", fill, null);
        return new TradeStatementComparison
        {
            Statement = name,
            LogFills = log.Count,
            StatementFills = statement.Count,
            Matched = _matcher.Pairs.Count,
            NotCompared = _notCompared,
            Breaks = [.. _breaks.OrderBy(one => one.StatementPlace?.Line ?? long.MaxValue).ThenBy(
                one => one.LogPlace?.Line)],
        };
    }

    private static string Text(TradeFill fill) =>
        FormattableString.Invariant($"{fill.Side ?? "a fill of"} {fill.Quantity} {fill.Symbol} at {fill.Price}");

    private void CheckIds()
    {
        if (!_matcher.ComparesExecutions)
        {
            Add(
                TradeBreakKind.ExecutionId,
                "The log and the statement have no execution id in common: they are compared without these.",
                null,
                null);
        }

        if (_matcher.ComparesOrders)
            return;
        const string Message = "The log and the statement have no order id in common";
        // Bots log ids of their own, and the execution ids have shown already which fill is which.
        if (_matcher.AreOrdersKnownByExecution)
            _notCompared.Add(Message + ".");
        else
            Add(TradeBreakKind.OrderId, Message + ": they are compared without these.", null, null);
    }

    // Brokers have names of their own for a symbol, XXBTZUSD for BTCUSD. One that always stands in the place of the
    // same symbol of the log, more than once, is such a name.
    private void FindOtherSymbols()
    {
        var inLog = new HashSet<string>(
            _matcher.Pairs.Select(pair => _matcher.SymbolOf(pair.Logged)), StringComparer.Ordinal);
        var named = _matcher.Pairs.Where(pair => pair is { Logged.Symbol: not null, Stated.Symbol: not null });
        foreach (var pairs in named.GroupBy(pair => _matcher.SymbolOf(pair.Logged)))
        {
            string[] names = [.. pairs.Select(pair => _matcher.SymbolOf(pair.Stated)).Distinct(StringComparer.Ordinal)];
            if (names.Length == 1 && pairs.Count() > 1 && !inLog.Contains(names[0]))
            {
                var (said, name) = pairs.First();
                _notCompared.Add($"The statement says {name.Symbol} wherever the log says {said.Symbol}.");
                continue;
            }

            foreach (var (logged, stated) in pairs.Where(pair => _matcher.SymbolOf(pair.Stated) != pairs.Key))
            {
                Add(
                    TradeBreakKind.Symbol,
                    $"The log says {logged.Symbol}, the statement {stated.Symbol}.",
                    logged,
                    stated);
            }
        }
    }

    private void Add(TradeBreakKind kind, string message, TradeFill? logged, TradeFill? stated) => _breaks.Add(
        new TradeBreak(kind, message, logged?.Place, stated?.Place)
        {
            Symbol = logged?.Symbol ?? stated?.Symbol,
            OrderId = logged?.OrderId ?? stated?.OrderId,
            ExecutionId = logged?.ExecutionId ?? stated?.ExecutionId,
        });
}

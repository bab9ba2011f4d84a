using Pair = (
    TradingLogging.Analytics.Statements.TradeFill Logged,
    TradingLogging.Analytics.Statements.TradeFill Stated);

namespace TradingLogging.Analytics.Statements;

/// <summary>Compares the values of fills of a log with those of their lines of a statement. A value that one of the two
/// lacks in one line differs; one that it lacks in all lines is said once.</summary>
internal sealed class StatementValueComparer(
    StatementMatcher matcher,
    IReadOnlyList<TradeFill> statement,
    Action<TradeBreakKind, string, TradeFill?, TradeFill?> add,
    Action<string> addNotCompared)
{
    private static readonly Value[] Values =
    [
        new(TradeBreakKind.Symbol, StatementColumn.Symbol, "symbol", fill => fill.Symbol),
        new(TradeBreakKind.Side, StatementColumn.Side, "side", fill => fill.Side),
        new(TradeBreakKind.Quantity, StatementColumn.Quantity, "quantity", fill => fill.Quantity),
        new(TradeBreakKind.Price, StatementColumn.Price, "price", fill => fill.Price),
        new(TradeBreakKind.Fee, StatementColumn.Fee, "fee", fill => fill.Fee),
        new(TradeBreakKind.Time, StatementColumn.Time, "time", fill => fill.Time),
        new(TradeBreakKind.ExecutionId, StatementColumn.ExecutionId, "execution id", fill => fill.ExecutionId),
        new(TradeBreakKind.OrderId, StatementColumn.OrderId, "order id", fill => fill.OrderId),
    ];

    /// <summary>Tells the differences.</summary>
    public void Compare()
    {
        foreach (Value value in Values.Where(IsCompared))
        {
            TellLackingInLog(value);
            TellLackingInStatement(value);
        }

        foreach (var (logged, stated) in matcher.Pairs)
            CompareBoth(logged, stated);
        CompareFeeCurrencies();
    }

    private bool IsCompared(Value value) => value.Kind switch
    {
        TradeBreakKind.ExecutionId => matcher.ComparesExecutions,
        TradeBreakKind.OrderId => matcher.ComparesOrders,
        _ => true,
    };

    private void TellLackingInLog(Value value)
    {
        Pair[] lacking = [.. matcher.Pairs.Where(pair => Lacks(value, pair.Logged, pair.Stated))];
        if (lacking.Length == 0)
            return;
        bool isUsual = matcher.Pairs.Any(pair => value.Of(pair.Logged) is not null);
        if (!isUsual && value.IsId)
            addNotCompared($"The log has no {value.Name} in any fill that the statement has.");
        else
            Tell(value, lacking, each: isUsual, "statement", "log", pair => value.Of(pair.Stated));
    }

    private void TellLackingInStatement(Value value)
    {
        Pair[] lacking = [.. matcher.Pairs.Where(pair => Lacks(value, pair.Stated, pair.Logged))];
        if (lacking.Length == 0)
            return;
        bool isUsual = value.IsId
            ? matcher.Pairs.Any(pair => value.Of(pair.Stated) is not null)
            : statement.Any(line => value.Of(line) is not null);
        bool hasColumn = StatementPresets.Needed.Contains(value.Column)
            || (!value.IsId && statement is StatementLines lines && lines.Columns.Contains(value.Column));
        if (!isUsual && !hasColumn)
            addNotCompared($"The statement has no {value.Name} in any line.");
        else
            Tell(value, lacking, each: isUsual, "log", "statement", pair => value.Of(pair.Logged));
    }

    private void Tell(Value value, Pair[] pairs, bool each, string has, string lacks, Func<Pair, object?> valueOf)
    {
        if (!each && pairs.Length > 1)
        {
            string message = $"The {lacks} has no {value.Name} in any fill that both have, the {has} in "
                + FormattableString.Invariant($"{pairs.Length} of {matcher.Pairs.Count}.");
            add(value.Kind, message, null, null);
            return;
        }

        foreach (Pair pair in pairs)
        {
            string said = valueOf(pair) is DateTimeOffset time ? FormattableString.Invariant($"{time:o}")
                : FormattableString.Invariant($"{valueOf(pair)}");
            add(value.Kind, $"The {has} says {value.Name} {said}, the {lacks} none.", pair.Logged, pair.Stated);
        }
    }

    // No fee and a fee of 0 are the same.
    private static bool Lacks(Value value, TradeFill fill, TradeFill other) => value.Of(fill) is null
        && value.Of(other) is { } said && !(value.Kind == TradeBreakKind.Fee && said is 0m);

    private void CompareBoth(TradeFill logged, TradeFill stated)
    {
        if (StatementMatcher.DifferSides(logged, stated))
        {
            string unknown = stated.Side is "BUY" or "SELL" ? "" : ", which is no known side";
            Add(TradeBreakKind.Side, $"The log says {logged.Side}, the statement {stated.Side}{unknown}.");
        }

        AddDifference(TradeBreakKind.Quantity, "quantity", logged.Quantity, stated.Quantity);
        AddDifference(TradeBreakKind.Price, "price", logged.Price, stated.Price);
        CompareFees(logged, stated);
        if (matcher.DifferTimes(logged, stated))
        {
            string times = FormattableString.Invariant($"The log says {logged.Time:o}, the statement {stated.Time:o}.");
            Add(TradeBreakKind.Time, times);
        }

        if (matcher.HasOtherExecution(logged, stated))
        {
            string ids = $"The log says execution {logged.ExecutionId}, the statement {stated.ExecutionId}.";
            Add(TradeBreakKind.ExecutionId, ids);
        }

        if (matcher.HasOtherOrder(logged, stated))
            Add(TradeBreakKind.OrderId, $"The log says order {logged.OrderId}, the statement {stated.OrderId}.");

        void Add(TradeBreakKind kind, string message) => add(kind, message, logged, stated);

        void AddDifference(TradeBreakKind kind, string name, decimal? one, decimal? other)
        {
            if (matcher.Differ(one, other))
                Add(kind, FormattableString.Invariant($"The log says {name} {one}, the statement {other}."));
        }
    }

    private void CompareFees(TradeFill logged, TradeFill stated)
    {
        if (logged.Fee is null || stated.Fee is null)
            return;
        string? message = null;
        if (logged.OtherFeeCurrencies.Count > 0)
        {
            string others = string.Join(" and ", logged.OtherFeeCurrencies);
            message = $"The log has fees in {logged.FeeCurrency} and {others}, the statement in one currency.";
        }
        else if (logged.FeeCurrency is { Length: > 0 } one && stated.FeeCurrency is { } other && one != other)
        {
            message = $"The log has a fee in {one}, the statement in {other}.";
        }
        else if (matcher.Differ(logged.Fee, stated.Fee))
        {
            message = FormattableString.Invariant($"The log says fee {logged.Fee}, the statement {stated.Fee}.");
        }
        else if (logged is { Fee: not 0, FeeCurrency.Length: > 0 } && stated.FeeCurrency is null && HasFeeCurrencies)
        {
            message = $"The log has a fee in {logged.FeeCurrency}, the statement does not say in what.";
        }

        if (message is not null)
            add(TradeBreakKind.Fee, message, logged, stated);
    }

    private bool HasFeeCurrencies => field || (field = statement.Any(line => line.FeeCurrency is not null));

    // A log need not say that dollars are dollars, and many statements do not either.
    private void CompareFeeCurrencies()
    {
        Pair[] paid = [.. matcher.Pairs.Where(pair => pair is { Logged.Fee: not (null or 0), Stated.Fee: not null })];
        if (!HasFeeCurrencies && paid.Any(pair => pair.Logged.FeeCurrency is { Length: > 0 }))
            addNotCompared("The statement has no currency of a fee in any line.");
        if (paid.Any(pair => pair is { Logged.FeeCurrency: null or "", Stated.FeeCurrency: not null }))
            addNotCompared("The log does not say the currency of each fee.");
    }

    private sealed record Value(
        TradeBreakKind Kind, StatementColumn Column, string Name, Func<TradeFill, object?> Of)
    {
        public bool IsId => Kind is TradeBreakKind.ExecutionId or TradeBreakKind.OrderId;
    }
}

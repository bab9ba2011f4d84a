using TradingLogging.Analytics.Facts;

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

/// <summary>Compares the fills of a log with those of a statement. They are matched by execution id, then by order id,
/// then by symbol, side, quantity, price and time, at last without regard to the execution id.</summary>
internal sealed class StatementComparer(TradeStatementTolerance tolerance)
{
    private readonly List<TradeBreak> _breaks = [];
    private readonly HashSet<TradeFill> _matchedLog = new(ReferenceComparer.Instance);
    private readonly HashSet<TradeFill> _matchedStatement = new(ReferenceComparer.Instance);
    private readonly List<(TradeFill Logged, TradeFill Stated)> _pairs = [];
    private bool _comparesExecutions = true;

    /// <summary>Compares.</summary>
    public TradeStatementComparison Compare(
        IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement, string name)
    {
        MatchByExecution(log, statement);
        CheckExecutionIds(log, statement);
        FindDuplicates(statement);
        MatchByOrder(log, statement);
        MatchByContent(log, statement, mayDiffer: false);
        MatchByContent(log, statement, mayDiffer: true);
        MatchOtherExecutions(log, statement);
        FindOtherSymbols();
        foreach (TradeFill fill in statement.Where(fill => !_matchedStatement.Contains(fill)))
            Add(TradeBreakKind.MissingInLog, $"The statement has {Text(fill)}, the log has not.", null, fill);
        foreach (TradeFill fill in log.Where(fill => !_matchedLog.Contains(fill)))
            Add(TradeBreakKind.MissingInStatement, $"The log has {Text(fill)}, the statement has not.", fill, null);
        return new TradeStatementComparison
        {
            Statement = name,
            LogFills = log.Count,
            StatementFills = statement.Count,
            Matched = _pairs.Count,
            Breaks = [.. _breaks.OrderBy(one => one.StatementPlace?.Line ?? long.MaxValue).ThenBy(
                one => one.LogPlace?.Line)],
        };
    }

    private static string Text(TradeFill fill) =>
        FormattableString.Invariant($"{fill.Side ?? "a fill of"} {fill.Quantity} {fill.Symbol} at {fill.Price}");

    // Statements write BTC/USDT or BTC-USDT where logs write BTCUSDT.
    private static string SymbolOf(TradeFill fill) =>
        new([.. (fill.Symbol ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private void MatchByExecution(IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
    {
        var byId = log.Where(fill => fill.ExecutionId is not null)
            .GroupBy(fill => fill.ExecutionId!, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => group.ToList(),
                StringComparer.Ordinal);
        foreach (TradeFill stated in statement)
        {
            if (stated.ExecutionId is not { } id || !byId.TryGetValue(id, out List<TradeFill>? candidates))
                continue;
            // Some venues number executions anew for each symbol.
            TradeFill? logged = candidates.Find(fill => SymbolOf(fill) == SymbolOf(stated)) ?? candidates[0];
            if (_matchedLog.Contains(logged))
            {
                _matchedStatement.Add(stated);
                Add(TradeBreakKind.Duplicate, $"The statement has the execution {id} twice.", logged, stated);
                continue;
            }

            Match(logged, stated);
        }
    }

    // Some statements number executions otherwise than the venue told the log. One line proves nothing.
    private void CheckExecutionIds(IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
    {
        if (_pairs.Count > 0 || statement.Count(fill => fill.ExecutionId is not null) < 2
            || !log.Any(fill => fill.ExecutionId is not null))
        {
            return;
        }

        _comparesExecutions = false;
        Add(
            TradeBreakKind.ExecutionId,
            "The log and the statement have no execution id in common: they are compared without these.",
            null,
            null);
    }

    private void MatchOtherExecutions(IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
    {
        foreach (TradeFill stated in Open(statement, _matchedStatement).ToArray())
        {
            TradeFill? logged = Open(log, _matchedLog).FirstOrDefault(fill => SymbolOf(fill) == SymbolOf(stated)
                && HasOtherExecution(fill, stated) && !HasOtherOrder(fill, stated) && Differences(fill, stated) == 0);
            if (logged is null)
                continue;
            Match(logged, stated);
            Add(
                TradeBreakKind.ExecutionId,
                $"The log says execution {logged.ExecutionId}, the statement {stated.ExecutionId}.",
                logged,
                stated);
        }
    }

    // A line that equals another one in all that it says, where no execution id tells them apart.
    private void FindDuplicates(IReadOnlyList<TradeFill> statement)
    {
        var known = new HashSet<(string?, string?, string, string?, decimal?, decimal?, decimal?, DateTimeOffset?)>();
        foreach (TradeFill fill in statement)
        {
            string symbol = SymbolOf(fill);
            bool isNew = known.Add(
                (fill.ExecutionId, fill.OrderId, symbol, fill.Side, fill.Quantity, fill.Price, fill.Fee, fill.Time));
            if (isNew || _matchedStatement.Contains(fill) || fill.Time is null)
                continue;

            _matchedStatement.Add(fill);
            Add(TradeBreakKind.Duplicate, $"The statement has {Text(fill)} twice.", null, fill);
        }
    }

    private void MatchByOrder(IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
    {
        ILookup<string, TradeFill> byOrder = log
            .SelectMany(
                fill => fill.OtherOrderIds.Append(fill.OrderId).Where(id => id is not null).Select(
                    id => (Id: id!, Fill: fill)))
            .ToLookup(pair => pair.Id, pair => pair.Fill, StringComparer.Ordinal);
        foreach (int most in new[] { 0, 1, 3 })
        {
            TradeFill[] withOrder =
                [.. Open(statement, _matchedStatement).Where(fill => fill.OrderId is not null)];
            foreach (TradeFill stated in withOrder)
            {
                TradeFill? logged = Open(byOrder[stated.OrderId!], _matchedLog)
                    .Where(
                        fill =>
                            SymbolOf(fill) == SymbolOf(stated)
                                && !HasOtherExecution(fill, stated)
                                && Differences(fill, stated) <= most)
                    .OrderBy(fill => Differences(fill, stated)).ThenBy(fill => Distance(fill, stated)).FirstOrDefault();
                if (logged is not null)
                    Match(logged, stated);
            }
        }
    }

    private void MatchByContent(IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement, bool mayDiffer)
    {
        ILookup<string, TradeFill> bySymbol = Open(log, _matchedLog).ToLookup(SymbolOf, StringComparer.Ordinal);
        foreach (TradeFill stated in Open(statement, _matchedStatement).ToArray())
        {
            TradeFill? logged = Open(bySymbol[SymbolOf(stated)], _matchedLog)
                .Where(
                    fill =>
                        !HasOtherExecution(fill, stated)
                            && !HasOtherOrder(fill, stated)
                            && Differences(fill, stated) <= (mayDiffer ? 1 : 0))
                .OrderBy(fill => Differences(fill, stated)).ThenBy(fill => Distance(fill, stated)).FirstOrDefault();
            if (logged is not null)
                Match(logged, stated);
        }
    }

    private static IEnumerable<TradeFill> Open(IEnumerable<TradeFill> fills, HashSet<TradeFill> matched) =>
        fills.Where(fill => !matched.Contains(fill));

    // Two ids that are both known and differ are two executions.
    private bool HasOtherExecution(TradeFill logged, TradeFill stated) => _comparesExecutions
        && logged.ExecutionId is not null && stated.ExecutionId is not null && logged.ExecutionId != stated.ExecutionId;

    private static bool HasOtherOrder(TradeFill logged, TradeFill stated) => logged.OrderId is not null
        && stated.OrderId is not null
        && logged.OrderId != stated.OrderId && !logged.OtherOrderIds.Contains(stated.OrderId);

    // In how many of side, quantity, price and time two fills differ.
    private int Differences(TradeFill logged, TradeFill stated) =>
        (DifferSides(logged, stated) ? 1 : 0)
        + (Differ(logged.Quantity, stated.Quantity) ? 1 : 0)
        + (Differ(logged.Price, stated.Price) ? 1 : 0)
        + (DifferTimes(logged, stated) ? 1 : 0);

    private static long Distance(TradeFill logged, TradeFill stated) =>
        logged.Time is { } one && stated.Time is { } other ? Math.Abs((one - other).Ticks) : 0;

    private static bool DifferSides(TradeFill logged, TradeFill stated) =>
        logged.Side is not null && stated.Side is not null && logged.Side != stated.Side;

    private bool DifferTimes(TradeFill logged, TradeFill stated) => Distance(logged, stated) > tolerance.Time.Ticks;

    private bool Differ(decimal? logged, decimal? stated) => logged is { } one && stated is { } other
        && ExactNumber.Distance(one, other) > tolerance.Amounts * Math.Max(Math.Abs(one), Math.Abs(other));

    private void Match(TradeFill logged, TradeFill stated)
    {
        _matchedLog.Add(logged);
        _matchedStatement.Add(stated);
        _pairs.Add((logged, stated));
        if (DifferSides(logged, stated))
            Add(TradeBreakKind.Side, $"The log says {logged.Side}, the statement {stated.Side}.", logged, stated);
        AddDifference(TradeBreakKind.Quantity, "quantity", logged.Quantity, stated.Quantity, logged, stated);
        AddDifference(TradeBreakKind.Price, "price", logged.Price, stated.Price, logged, stated);
        bool isOtherCurrency = logged.FeeCurrency is { Length: > 0 } one
            && stated.FeeCurrency is { Length: > 0 } other && one != other;
        if (isOtherCurrency)
        {
            Add(
                TradeBreakKind.Fee,
                $"The log has a fee in {logged.FeeCurrency}, the statement in {stated.FeeCurrency}.",
                logged,
                stated);
        }
        else
        {
            AddDifference(TradeBreakKind.Fee, "fee", logged.Fee, stated.Fee, logged, stated);
        }

        if (DifferTimes(logged, stated))
        {
            Add(
                TradeBreakKind.Time,
                FormattableString.Invariant($"The log says {logged.Time:o}, the statement {stated.Time:o}."),
                logged,
                stated);
        }
    }

    // Brokers have names of their own for a symbol, XXBTZUSD for BTCUSD. One that always stands in the place of the
    // same symbol of the log, more than once, is such a name.
    private void FindOtherSymbols()
    {
        var inLog = new HashSet<string>(_pairs.Select(pair => SymbolOf(pair.Logged)), StringComparer.Ordinal);
        var named = _pairs.Where(pair => SymbolOf(pair.Stated).Length > 0);
        foreach (var pairs in named.GroupBy(pair => SymbolOf(pair.Logged)))
        {
            string[] names = [.. pairs.Select(pair => SymbolOf(pair.Stated)).Distinct(StringComparer.Ordinal)];
            if (pairs.Key.Length == 0 || (names.Length == 1 && pairs.Count() > 1 && !inLog.Contains(names[0])))
                continue;
            foreach (var (logged, stated) in pairs.Where(pair => SymbolOf(pair.Stated) != pairs.Key))
            {
                Add(
                    TradeBreakKind.Symbol,
                    $"The log says {logged.Symbol}, the statement {stated.Symbol}.",
                    logged,
                    stated);
            }
        }
    }

    private void AddDifference(
        TradeBreakKind kind, string name, decimal? one, decimal? other, TradeFill logged, TradeFill stated)
    {
        if (one is not null && other is null && kind != TradeBreakKind.Fee)
        {
            Add(kind, FormattableString.Invariant($"The log says {name} {one}, the statement none."), logged, stated);
        }
        else if (Differ(one, other))
        {
            Add(
                kind,
                FormattableString.Invariant($"The log says {name} {one}, the statement {other}."),
                logged,
                stated);
        }
    }

    private void Add(TradeBreakKind kind, string message, TradeFill? logged, TradeFill? stated) => _breaks.Add(
        new TradeBreak(kind, message, logged?.Place, stated?.Place)
        {
            Symbol = logged?.Symbol ?? stated?.Symbol,
            OrderId = logged?.OrderId ?? stated?.OrderId,
            ExecutionId = logged?.ExecutionId ?? stated?.ExecutionId,
        });

    // Two lines of equal content are two fills.
    private sealed class ReferenceComparer : IEqualityComparer<TradeFill>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(TradeFill? x, TradeFill? y) => ReferenceEquals(x, y);

        public int GetHashCode(TradeFill obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

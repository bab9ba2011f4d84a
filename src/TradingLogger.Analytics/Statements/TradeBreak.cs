using TradingLogging.Analytics.Findings;
using TradingLogging.Text;

namespace TradingLogging.Analytics.Statements;

/// <summary>How a log and a statement differ.</summary>
public enum TradeBreakKind
{
    /// <summary>The statement has a fill that the log has not.</summary>
    MissingInLog,

    /// <summary>The log has a fill that the statement has not.</summary>
    MissingInStatement,

    /// <summary>The statement has a fill twice.</summary>
    Duplicate,

    /// <summary>The symbols differ.</summary>
    Symbol,

    /// <summary>The sides differ.</summary>
    Side,

    /// <summary>The quantities differ.</summary>
    Quantity,

    /// <summary>The prices differ.</summary>
    Price,

    /// <summary>The fees differ.</summary>
    Fee,

    /// <summary>The times differ by more than is allowed.</summary>
    Time,

    /// <summary>The execution ids differ, and all else is equal.</summary>
    ExecutionId,

    /// <summary>The order ids differ.</summary>
    OrderId,
}

/// <summary>One difference between a log and a statement.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Message">The difference in a sentence.</param>
/// <param name="LogPlace">The line of the log; null when it has none.</param>
/// <param name="StatementPlace">The line of the statement; null when it has none.</param>
public sealed record TradeBreak(
    TradeBreakKind Kind, string Message, TradeEventPlace? LogPlace, TradeEventPlace? StatementPlace)
{
    /// <summary>The symbol; null when neither names one.</summary>
    public string? Symbol { get; init; }

    /// <summary>The order id; null when neither names one.</summary>
    public string? OrderId { get; init; }

    /// <summary>The execution id; null when neither names one.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Kind and sentence, for people.</summary>
    public override string ToString() => $"{Kind}: {Message}";
}

/// <summary>What the comparison of a log with a statement gave.</summary>
public sealed record TradeStatementComparison
{
    /// <summary>The statement.</summary>
    public string Statement { get; init; } = "";

    /// <summary>Fills of the log that were compared.</summary>
    public int LogFills { get; init; }

    /// <summary>Lines of the statement that were compared.</summary>
    public int StatementFills { get; init; }

    /// <summary>Fills that both have.</summary>
    public int Matched { get; init; }

    /// <summary>The differences, in the order of the statement, then of the log.</summary>
    public IReadOnlyList<TradeBreak> Breaks
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeBreak>([]);

    /// <summary>What could not be compared, because the log or the statement says nothing of it: one sentence
    /// each.</summary>
    public IReadOnlyList<string> NotCompared
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);

    /// <summary>How many differences there are of each kind, by its name.</summary>
    public IReadOnlyDictionary<string, int> BreakCounts => ReadableList.Of<int>(new SortedDictionary<string, int>(
        Breaks.GroupBy(difference => difference.Kind.ToString()).ToDictionary(
            group => group.Key, group => group.Count()),
        StringComparer.Ordinal));

    /// <summary>Whether there is no difference in what was compared: see <see cref="NotCompared"/>.</summary>
    public bool IsReconciled => Breaks.Count == 0;

    /// <summary>The statement and its differences, for people.</summary>
    public override string ToString() => IsReconciled ? $"{Statement}: no breaks" : $"{Statement}: {BreakCounts}";
}

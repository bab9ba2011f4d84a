using TradingLogging.Analytics;

namespace TradingLogging.Reports;

/// <summary>What does not reconcile.</summary>
internal static class FindingsSection
{
    private static readonly Markup[] Headings =
        [Cell.SortableText("Problem"), Cell.SortableText("What"), Cell.SortableText("Symbol"), Cell.SortableText("Order"), Cell.SortableText("Lines")];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => activity.IsReconciled
        ? Markup.None
        : Panel.Of("findings", "Problems found", Note(activity), Panel.Table("sortable", Headings, activity.Findings.Select(Row)));

    /// <summary>The kind in words.</summary>
    public static string NameOf(TradeFindingKind kind) => kind switch
    {
        TradeFindingKind.DamagedLine => "Damaged line",
        TradeFindingKind.FillWithoutOrder => "Fill without order",
        TradeFindingKind.FillBeyondOrder => "Fill beyond order",
        TradeFindingKind.CloseWithoutPosition => "Close without position",
        TradeFindingKind.DuplicateOrderId => "Duplicate order id",
        TradeFindingKind.OrderWithoutId => "Order without id",
        TradeFindingKind.OutOfTimeOrder => "Out of time order",
        _ => "Unusable value",
    };

    private static string Note(TradeActivity activity) =>
        string.Join(", ", activity.FindingCounts.Select(pair => $"{NameOf(pair.Key)}: {Display.Count(pair.Value)}"));

    private static Markup Row(TradeFinding finding) => $"""
        <tr data-finding="{finding.Kind.ToString()}"><td><span class="tag problem">{NameOf(finding.Kind)}</span></td><td class="text">{finding.Message}</td>{Cell.Text(finding.Symbol)}{Cell.Code(finding.OrderId)}{Cell.Code(string.Join(", ", finding.Places))}</tr>

        """;
}

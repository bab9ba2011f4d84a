using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Reports.Html;

/// <summary>What does not reconcile.</summary>
internal static class FindingsSection
{
    private static readonly Markup[] Headings =
    [
        Cell.SortableText("Problem"),
        Cell.SortableText("What"),
        Cell.SortableText("Symbol"),
        Cell.SortableText("Order"),
        Cell.SortableText("Lines"),
    ];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => activity.IsReconciled
        ? Markup.None
        : Panel.Of(
            "findings",
            "Problems found",
            Note(activity),
            Panel.Table("sortable", Headings, activity.Findings.Select(Row)));

    /// <summary>A kind of problem as a label.</summary>
    public static Markup Tag(string kind) => $"""<span class="tag problem">{NameOf(kind)}</span>""";

    /// <summary>The kind in words: <c>FillWithoutOrder</c> is shown as <c>Fill without order</c>.</summary>
    public static string NameOf(string kind)
    {
        var words = new StringBuilder();
        foreach (char character in kind)
        {
            if (char.IsUpper(character) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(character));
            else
                words.Append(character);
        }

        return words.ToString();
    }

    private static string Note(TradeActivity activity) =>
        string.Join(", ", activity.FindingCounts.Select(pair => $"{NameOf(pair.Key)}: {Display.Count(pair.Value)}"));

    private static Markup Row(TradeFinding finding) => $"""
        <tr data-finding="{finding.Kind.ToString()}">
        <td>{Tag(finding.Kind.ToString())}</td>
        <td class="text">{finding.Message}</td>{Cell.Text(finding.Symbol)}{Cell.Code(finding.OrderId)}
        {Cell.Code(string.Join(", ", finding.Places))}</tr>

        """;
}

using TradingLogging.Live.Sources;
using TradingLogging.Tests.Architecture;
using Xunit;

namespace TradingLogging.Live.Tests;

/// <summary>Which folder of the room may use which.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Sources"] = [],
        ["Alerts.Conditions"] = [],
        ["Alerts"] = ["Alerts.Conditions"],
        ["Alerts.Evaluation"] = ["Alerts", "Alerts.Conditions", "Sources"],
        ["Notifications"] = ["Alerts", "Alerts.Evaluation", "Sources"],
        ["Summaries"] = ["Sources", "Alerts", "Notifications"],
        ["Dashboard"] = ["Summaries", "Dashboard.Http", "Dashboard.Page", "Dashboard.Snapshots"],
        ["Dashboard.Http"] = [],
        ["Dashboard.Page"] = [],
        ["Dashboard.Snapshots"] = ["Alerts", "Summaries"],
    };

    [Fact]
    public void Arrows_between_the_folders_point_one_way()
    {
        string[] wrong =
        [
            .. NamespaceArrows.Read(
                    typeof(LiveFeed).Assembly.Location, "TradingLogging.Live", new Dictionary<string, string>())
                .Where(arrow => arrow.Key.From.Length > 0 && !IsAllowed(arrow.Key.From, arrow.Key.To))
                .Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}"),
        ];

        Assert.True(wrong.Length == 0, $"{wrong.Length} arrows point the wrong way:\n{string.Join('\n', wrong)}");
    }

    private static bool IsAllowed(string from, string to) =>
        Arrows.TryGetValue(from, out string[]? allowed) && allowed.Contains(to);
}

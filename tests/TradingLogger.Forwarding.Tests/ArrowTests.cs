using TradingLogging.Tests.Architecture;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

/// <summary>Which folder of the room may use which. The records that the public face shares with all folders count as
/// one of their own, <c>Options</c>.</summary>
public sealed class ArrowTests
{
    private const string Options = nameof(Options);

    private static readonly Dictionary<string, string> Records = new()
    {
        [nameof(ForwarderOptions)] = Options,
        [nameof(ForwardProtocol)] = Options,
        [nameof(ForwardCompression)] = Options,
        [nameof(ForwardSummary)] = Options,
        [nameof(ForwardProgress)] = Options,
    };

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        [Options] = ["Sources"],
        ["Checkpoints"] = [],
        ["Sources"] = ["Checkpoints", Options],
        ["Transports"] = ["Sources", Options, "Transports.*"],
        ["Transports.Lines"] = [],
        ["Transports.Http"] = ["Transports", "Transports.Lines", "Sources", Options],
        ["Transports.Otlp"] = ["Transports", "Transports.Http", "Transports.Lines", "Sources", Options],
        ["Transports.Relp"] = ["Transports", "Transports.Syslog", "Transports.Lines", "Sources", Options],
        ["Transports.Syslog"] = ["Transports", "Transports.Lines", "Sources", Options],
        ["Delivery"] = ["Transports", "Sources", Options],
    };

    [Fact]
    public void Arrows_between_the_folders_point_one_way()
    {
        string[] wrong =
        [
            .. NamespaceArrows.Read(
                    typeof(EventForwarder).Assembly.Location, typeof(EventForwarder).Namespace!, Records)
                .Where(arrow => arrow.Key.From.Length > 0 && !IsAllowed(arrow.Key.From, arrow.Key.To))
                .Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}"),
        ];

        Assert.True(wrong.Length == 0, $"{wrong.Length} arrows point the wrong way:\n{string.Join('\n', wrong)}");
    }

    private static bool IsAllowed(string from, string to) =>
        Arrows.TryGetValue(from, out string[]? allowed)
        && allowed.Any(name => name.EndsWith(".*", StringComparison.Ordinal)
            ? to.StartsWith(name[..^1], StringComparison.Ordinal)
            : to == name);
}

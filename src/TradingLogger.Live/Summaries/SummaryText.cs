using TradingLogging.Analytics.Figures;
using TradingLogging.Forwarding;
using TradingLogging.Text;

namespace TradingLogging.Live.Summaries;

/// <summary>Writes a summary as lines of text, for a terminal or a file. Nothing in the log can control a terminal:
/// control characters are escaped.</summary>
public static class SummaryText
{
    private const int RowsWithoutHeight = 10;
    private const int ShownTroubles = 3;
    private const int LabelWidth = 9;

    // A section begins with an empty line and its title.
    private const int LinesBeforeRows = 2;

    /// <summary>Writes a summary.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="width">The columns of the terminal: wider lines are cut. Null, or below 20, to cut none.</param>
    /// <param name="height">The lines of the terminal: lists are shortened to fit. Null for 10 rows of each
    /// list.</param>
    /// <returns>The lines, without line feeds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="summary"/> is null.</exception>
    public static IReadOnlyList<string> Render(LiveSummary summary, int? width = null, int? height = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        List<string> lines = [.. Figures(summary), .. Health(summary)];
        SummarySection[] sections = [.. SummarySection.Of(summary)];
        int[] rows = Share(sections, height - lines.Count);
        for (int index = 0; index < sections.Length; index++)
        {
            if (rows[index] > 0)
                lines.AddRange([string.Empty, .. sections[index].Write(rows[index], width)]);
        }

        return [.. lines.Take(height ?? lines.Count).Select(line => ConsoleColumns.Fit(line, width))];
    }

    // Each section gets a further row in turn, until the window is full.
    private static int[] Share(SummarySection[] sections, int? room)
    {
        if (room is not { } left)
            return [.. sections.Select(section => Math.Min(section.Rows.Count, RowsWithoutHeight))];
        int[] shares = new int[sections.Length];
        bool any = true;
        while (any)
        {
            any = false;
            for (int index = 0; index < sections.Length; index++)
            {
                int cost = shares[index] == 0 ? LinesBeforeRows + 1 : 1;
                if (shares[index] == sections[index].Rows.Count || cost > left)
                    continue;
                left -= cost;
                shares[index]++;
                any = true;
            }
        }

        return shares;
    }

    private static IEnumerable<string> Figures(LiveSummary summary)
    {
        yield return FormattableString.Invariant(
            $"{summary.Time:yyyy-MM-dd HH:mm:ss zzz}  {VisibleText.Of(summary.LogDirectory)}");
        if (!summary.IsCaughtUp)
            yield return "! The log is still being read: the figures are those of a part of it.";
        TradeFigures today = summary.Activity;
        foreach (TradeAmounts amounts in today.ByCurrency.DefaultIfEmpty(TradeAmounts.Nothing))
        {
            yield return Line("Net pnl", VisibleText.Of(FormattableString.Invariant(
                $"{amounts}, gross {amounts.GrossPnl}, fees {amounts.Fees}, drawdown {amounts.MaxDrawdown}")));
        }

        yield return Line("Orders", FormattableString.Invariant(
            $"{today.OrdersPlaced} placed, {today.OrdersFilled} filled, {today.OrdersEnded} ended")
            + FormattableString.Invariant($", {summary.OpenOrderCount} open"));
        yield return Line("Trades", FormattableString.Invariant(
            $"{today.Fills} fills, {today.PositionsClosed} closed: {today.Wins} won, {today.Losses} lost"));
        if (summary.Activity.SignalToOrder.Count > 0)
            yield return Line("Latency", $"signal to order {summary.Activity.SignalToOrder}");
        if (summary.Activity.OrderToFill.Count > 0)
            yield return Line("Latency", $"order to fill {summary.Activity.OrderToFill}");
        LiveRates rates = summary.Rates;
        yield return Line("Rates", FormattableString.Invariant(
            $"{rates.EventsPerSecond:0.#} events/s, {rates.ErrorsPerMinute} errors/min")
            + FormattableString.Invariant($", {rates.WarningsPerMinute} warnings/min"));
    }

    private static IEnumerable<string> Health(LiveSummary summary)
    {
        LiveHealth health = summary.Health;
        yield return Line("Health", string.Join(", ", HealthOf(summary)));
        foreach (ForwarderState forwarder in health.Forwarders)
            yield return Of(forwarder);
        if (health.Findings > 0)
        {
            yield return $"! {Count(health.Findings, "finding")}: " + string.Join(", ", summary.Activity.FindingCounts
                .OrderByDescending(kind => kind.Value)
                .Select(kind => FormattableString.Invariant($"{kind.Key} {kind.Value}")));
        }

        if (health.ChainBreaks > 0)
            yield return $"! {Count(health.ChainBreaks, "break")} of the chain: see Test-TradeLog.";
        if (health.Damage > 0)
            yield return $"! {Count(health.Damage, "line")} of the log cannot be read.";
        foreach (string trouble in health.Troubles.Skip(health.Troubles.Count - ShownTroubles))
            yield return $"! {VisibleText.Of(trouble)}";
    }

    private static IEnumerable<string> HealthOf(LiveSummary summary)
    {
        LiveHealth health = summary.Health;
        yield return health.LastEvent is { } last
            ? $"last event {ShortTime.Of(WholeSeconds(summary.Time - last))} ago"
            : "no event";
        if (health.Writers.Count > 0)
            yield return Count(health.Writers.Count, "writer");
        if (health.FreeDisk is { } free)
            yield return $"{Shown.Size(free)}{(health.DiskSize is { } size ? $" of {Shown.Size(size)}" : "")} free";
        if (health.ChainNumber > 0)
            yield return FormattableString.Invariant($"chain at {health.ChainNumber}");
    }

    private static string Of(ForwarderState forwarder)
    {
        string state = forwarder.IsRunning switch { true => "running", false => "not running", null => "not known" };
        string left = forwarder.LagEvents is { } events
            ? $", {Count(events, "event")} to send"
            : forwarder.LagBytes is { } bytes ? $", {Shown.Size(bytes)} to send" : "";
        string dead = forwarder.DeadLetters > 0 ? ", " + Count(forwarder.DeadLetters, "dead letter") : "";
        string lost = forwarder.Gaps > 0 ? $", {Count(forwarder.Gaps, "day")} lost" : "";
        string? trouble = forwarder.Held ?? forwarder.LagError
            ?? (IsFailing(forwarder) ? forwarder.LastError : null);
        bool isWell = trouble is null && dead.Length == 0 && lost.Length == 0;
        return $"{(isWell ? "" : "! ")}Forwarder {forwarder.Name}: {state}{left}{dead}{lost}"
            + (trouble is null ? "" : $": {VisibleText.Of(trouble)}");
    }

    private static bool IsFailing(ForwarderState forwarder) =>
        forwarder.LastSuccess is not { } success || forwarder.LastErrorTime > success;

    private static TimeSpan WholeSeconds(TimeSpan span) =>
        TimeSpan.FromSeconds(Math.Max(0, Math.Floor(span.TotalSeconds)));

    private static string Line(string label, string text) => label.PadRight(LabelWidth) + text;

    private static string Count(long number, string what) =>
        FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}

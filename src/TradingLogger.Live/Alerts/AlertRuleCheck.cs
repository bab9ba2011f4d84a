using System.Text.RegularExpressions;
using TradingLogging.Analytics.Findings;
using TradingLogging.Configuration;
using TradingLogging.Logging;

namespace TradingLogging.Live.Alerts;

/// <summary>Finds mistakes in rules before anything is read.</summary>
internal static class AlertRuleCheck
{
    /// <summary>How long a pattern may take for one message.</summary>
    public static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    private const int LongestName = 128;
    private const int MostGroupMembers = 5;
    private const int MostAtLeast = 1_000_000;

    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(7);

    private static readonly string[] LedgerMembers = ["symbol", "strategy"];

    private static readonly string[] FindingKinds = typeof(TradeFindingKind).GetEnumNames();

    /// <summary>Checks rules that work together.</summary>
    /// <exception cref="ConfigurationException">One is wrong, two have one name, or there is none.</exception>
    public static void Check(IReadOnlyList<AlertRule> rules)
    {
        if (rules.Count == 0)
            throw new ConfigurationException("There is no rule. Give one at least.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (AlertRule rule in rules)
        {
            Check(rule);
            if (!names.Add(rule.Name))
            {
                throw new ConfigurationException(
                    $"Two rules have the name {MessageText.Of(rule.Name)}. Give each rule a name of its own.");
            }
        }
    }

    /// <summary>Checks one rule.</summary>
    /// <exception cref="ConfigurationException">It is wrong.</exception>
    public static void Check(AlertRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || rule.Name.Length > LongestName
            || rule.Name.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            throw new ConfigurationException(
                $"A rule cannot be named {MessageText.Of(rule.Name)}. A name has 1 to {LongestName} characters, none of"
                + " them a control character or one beyond U+FFFF.");
        }

        if (rule.Kind is < AlertRuleKind.Count or > AlertRuleKind.Anomaly)
            throw Wrong(rule, $"has the kind {(int)rule.Kind}, which there is not");
        if (string.IsNullOrWhiteSpace(rule.Severity) || rule.Severity.Any(char.IsControl))
            throw Wrong(rule, "needs a severity without control characters, such as warning or critical");
        CheckSpans(rule);
        CheckThreshold(rule);
        CheckFilters(rule);
        CheckGroups(rule);
        CheckOwn(rule);
    }

    private static ConfigurationException Wrong(AlertRule rule, string fault) =>
        new($"The rule {MessageText.Of(rule.Name)} {fault}.");

    private static void CheckSpans(AlertRule rule)
    {
        bool hasWindow = rule.Kind is not (AlertRuleKind.Lag or AlertRuleKind.DiskSpace);
        if (rule.Window is { } window)
        {
            if (!hasWindow)
                throw Wrong(rule, $"has a window, which the kind {rule.Kind} does not have: it is about this moment");
            if (window <= TimeSpan.Zero || window > LongestSpan)
                throw Wrong(rule, $"has the window {window}. It must be above 0 and at most 7 days");
        }
        else if (rule.Kind == AlertRuleKind.Silence)
        {
            throw Wrong(rule, "needs a window: how long silence may last");
        }

        if (rule.For < TimeSpan.Zero || rule.For > LongestSpan)
            throw Wrong(rule, $"has For {rule.For}. It must be from 0 to 7 days");
        if (rule.ClearAfter < TimeSpan.Zero || rule.ClearAfter > LongestSpan)
            throw Wrong(rule, $"has ClearAfter {rule.ClearAfter}. It must be from 0 to 7 days");
        if (rule.RepeatAfter < TimeSpan.FromMinutes(1))
            throw Wrong(rule, $"has RepeatAfter {rule.RepeatAfter}. It must be 1 minute or more");
    }

    private static void CheckThreshold(AlertRule rule)
    {
        switch (rule)
        {
            case { Kind: AlertRuleKind.Silence, Threshold: not null }:
                throw Wrong(rule, "has a threshold, which the kind Silence does not have: its measure is the window");
            case
            {
                Kind: AlertRuleKind.Silence or AlertRuleKind.Count or AlertRuleKind.Finding or AlertRuleKind.Anomaly,
                Threshold: null,
            }:
                return;
            case { Threshold: null }:
                throw Wrong(rule, $"needs a threshold: {MeaningOf(rule.Kind)}");
            case { Threshold: < 0 }:
                throw Wrong(rule, "has a threshold below 0");
            case { Kind: AlertRuleKind.RejectRatio, Threshold: >= 1 }:
                throw Wrong(rule, "can never fire: no ratio is above 1. Give one below 1, such as 0.2 for 20 %");
            case { Kind: AlertRuleKind.DiskSpace, Threshold: 0 }:
                throw Wrong(rule, "can never fire: no disk has less than 0 free bytes");
        }
    }

    private static string MeaningOf(AlertRuleKind kind) => kind switch
    {
        AlertRuleKind.Drawdown => "the fall of the net pnl that is allowed",
        AlertRuleKind.RejectRatio => "the part of the orders that may be rejected, such as 0.2",
        AlertRuleKind.Latency => "the seconds that are allowed",
        AlertRuleKind.Lag => "the seconds that an event may wait",
        _ => "the bytes that must be free, such as 1GB",
    };

    private static void CheckFilters(AlertRule rule)
    {
        bool isCounting = rule.Kind is AlertRuleKind.Count or AlertRuleKind.Silence;
        bool isAboutText = rule.IsAboutText;
        bool isOfAll = rule.Kind is AlertRuleKind.Lag or AlertRuleKind.DiskSpace or AlertRuleKind.Anomaly;
        CheckAllowed(rule, "Action", rule.Action, isCounting);
        CheckAllowed(rule, "Symbol", rule.Symbol, !isOfAll);
        CheckAllowed(
            rule, "Strategy", rule.Strategy,
            !isOfAll && rule.Kind != AlertRuleKind.Finding);
        CheckAllowed(rule, "Logger", rule.Logger, isCounting);
        CheckAllowed(rule, "Pattern", rule.Pattern, isCounting, isWildcard: false);
        CheckAllowed(rule, "Finding", rule.Finding, rule.Kind == AlertRuleKind.Finding);
        CheckAllowed(rule, "Forwarder", rule.Forwarder, rule.Kind == AlertRuleKind.Lag);
        if (rule.Level is not null && !isCounting)
            throw Wrong(rule, $"has Level, which the kind {rule.Kind} does not have");
        if (rule.Level is not null && !LogLevelName.TryParse(rule.Level, out _))
        {
            throw Wrong(
                rule,
                $"has the level {MessageText.Of(rule.Level)}. Must be one of {string.Join(", ", LogLevelName.All)}");
        }

        if (isAboutText && rule.Action.Count + rule.Symbol.Count + rule.Strategy.Count > 0)
        {
            throw Wrong(
                rule,
                "asks for records of trading.log by Level, Logger or Pattern, and for events of trades.log by Action,"
                + " Symbol or Strategy. Nothing is both: make two rules");
        }

        foreach (string finding in rule.Finding.Where(finding => !IsFinding(finding)))
        {
            throw Wrong(
                rule,
                $"asks for the finding {MessageText.Of(finding)}, which there is not. There are"
                + $" {string.Join(", ", FindingKinds)}");
        }
    }

    private static bool IsFinding(string pattern)
    {
        var kinds = new NamePatterns([pattern]);
        return FindingKinds.Any(kinds.IsLike);
    }

    private static void CheckAllowed(
        AlertRule rule, string name, IReadOnlyList<string> values, bool isAllowed, bool isWildcard = true)
    {
        if (values.Count > 0 && !isAllowed)
            throw Wrong(rule, $"has {name}, which the kind {rule.Kind} does not have");
        foreach (string value in values)
        {
            if (string.IsNullOrEmpty(value))
                throw Wrong(rule, $"has an empty text in {name}. Leave {name} out for all");
            try
            {
                _ = isWildcard
                    ? new NamePatterns([value])
                    : (object)new Regex(value, RegexOptions.None, LongestMatch);
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException)
            {
                throw Wrong(
                    rule,
                    $"has {MessageText.Of(value)} in {name}, which is no"
                    + $" {(isWildcard ? "wildcard pattern" : "regular expression")}: {exception.Message.TrimEnd('.')}");
            }
        }
    }

    private static void CheckGroups(AlertRule rule)
    {
        if (rule.GroupBy.Count > MostGroupMembers)
            throw Wrong(rule, $"has {rule.GroupBy.Count} members in GroupBy. There may be {MostGroupMembers}");
        foreach (string member in rule.GroupBy)
        {
            if (string.IsNullOrWhiteSpace(member) || member.Any(char.IsControl))
                throw Wrong(rule, "has a member in GroupBy that is empty or has control characters");
            if (AlertLabels.OwnNames.Contains(member, StringComparer.OrdinalIgnoreCase))
                throw Wrong(rule, $"has {member} in GroupBy, which is a label that each alert has");
        }

        IEnumerable<string> labels = rule.GroupBy.Select(AlertLabels.NameOf);
        if (labels.Distinct(StringComparer.OrdinalIgnoreCase).Count() < rule.GroupBy.Count)
            throw Wrong(rule, "has a member twice in GroupBy, or two whose labels have one name");
        string[]? allowed = rule.Kind switch
        {
            AlertRuleKind.Drawdown or AlertRuleKind.Latency => LedgerMembers,
            AlertRuleKind.Finding => ["symbol", "kind"],
            AlertRuleKind.Lag or AlertRuleKind.DiskSpace or AlertRuleKind.Anomaly => [],
            _ => null,
        };
        if (allowed is not null && rule.GroupBy.Except(allowed, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw Wrong(rule, allowed.Length > 0
                ? $"can be grouped by {string.Join(" and ", allowed)} alone, because its kind is {rule.Kind}"
                : $"has GroupBy, which the kind {rule.Kind} does not have");
        }
    }

    private static void CheckOwn(AlertRule rule)
    {
        if (rule.Kind == AlertRuleKind.Drawdown)
        {
            if (rule.GroupBy.Count > 1)
                throw Wrong(rule, "can be grouped by symbol or by strategy, but not by both: the net pnl is of one");
            CheckOfGroup(rule, "Symbol", rule.Symbol);
            CheckOfGroup(rule, "Strategy", rule.Strategy);
        }

        if (rule.Kind != AlertRuleKind.Silence && (rule.Hours ?? rule.TimeZone) is not null)
            throw Wrong(rule, $"has Hours or TimeZone, which the kind {rule.Kind} does not have");
        if (rule.Kind != AlertRuleKind.Silence && rule.Days.Count > 0)
            throw Wrong(rule, $"has Days, which the kind {rule.Kind} does not have");
        if (AlertHours.Of(rule) is { } hours && rule.WindowOrDefault + rule.For >= hours.Longest)
        {
            throw Wrong(
                rule,
                FormattableString.Invariant($"can never fire: its hours last {hours.Longest.TotalHours:0.##} h, ")
                + "and its window with For is not shorter");
        }

        if (rule.Percentile is <= 0 or > 100)
        {
            throw Wrong(
                rule, FormattableString.Invariant($"has the percentile {rule.Percentile}. It is from 0 to 100"));
        }

        if (rule.AtLeast is < 1 or > MostAtLeast)
            throw Wrong(rule, FormattableString.Invariant($"has AtLeast {rule.AtLeast}. It is from 1 to 1000000"));
    }

    private static void CheckOfGroup(AlertRule rule, string filter, IReadOnlyList<string> values)
    {
        if (values.Count > 0 && !rule.GroupBy.Contains(filter, StringComparer.OrdinalIgnoreCase))
            throw Wrong(rule, $"chooses by {filter}, but the net pnl of some is no sum. Add GroupBy {filter}");
    }
}

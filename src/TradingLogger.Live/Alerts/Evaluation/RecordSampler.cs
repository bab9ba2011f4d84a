using System.Globalization;
using System.Text.RegularExpressions;
using TradingLogging.Analytics.Facts;
using TradingLogging.Encryption;
using TradingLogging.Live.Alerts.Conditions;
using TradingLogging.Logging;
using TradingLogging.Reading;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Finds out which records a rule is about, and of which group they are.</summary>
internal sealed class RecordSampler
{
    // The group of what is encrypted.
    private const string Encrypted = "encrypted";

    private readonly RuleState _state;
    private readonly bool _isAboutText;
    private readonly bool _isRatio;
    private readonly NamePatterns _actions;
    private readonly NamePatterns _symbols;
    private readonly NamePatterns _strategies;
    private readonly NamePatterns _loggers;
    private readonly Regex[] _patterns;
    private readonly LogLevel _level;

    /// <param name="state">A rule that counts records.</param>
    public RecordSampler(RuleState state)
    {
        AlertRule rule = state.Rule;
        _state = state;
        _isAboutText = rule.IsAboutText;
        _isRatio = rule.Kind == AlertRuleKind.RejectRatio;
        _actions = new NamePatterns(rule.Action);
        _symbols = new NamePatterns(rule.Symbol);
        _strategies = new NamePatterns(rule.Strategy);
        _loggers = new NamePatterns(rule.Logger, includesChildren: true);
        _patterns =
        [
            .. rule.Pattern.Select(pattern => new Regex(
                pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, AlertRuleCheck.LongestMatch)),
        ];
        _ = LogLevelName.TryParse(rule.Level, out _level);
    }

    /// <summary>Whether a rule counts records.</summary>
    public static bool Serves(RuleState state) =>
        state.Rule.Kind is AlertRuleKind.Count or AlertRuleKind.Silence or AlertRuleKind.RejectRatio;

    /// <summary>Measures an event.</summary>
    /// <returns>Whether the rule is about it.</returns>
    public bool TryMeasure(TradeEvent read, out MeasuredSample sample)
    {
        sample = default;
        if (_isAboutText || !_actions.IsLike(read.Action) || !_symbols.IsLike(read.Symbol)
            || !_strategies.IsLike(_strategies.IsAny ? null : ValueOf(read.Members, "strategy")))
        {
            return false;
        }

        TradeActionKind kind = _isRatio ? TradeActions.Of(read.Action) : default;
        if (_isRatio && kind is not (TradeActionKind.OrderPlaced or TradeActionKind.OrderRejected))
            return false;
        sample = new MeasuredSample(
            _state,
            GroupOf(name => ValueOf(read, name)),
            new AlertSample(
                read.Timestamp,
                IsReject: kind == TradeActionKind.OrderRejected,
                OrderId: _isRatio ? OrderIdOf(read, "order_id") : null,
                ClientOrderId: _isRatio ? OrderIdOf(read, "client_order_id") : null));
        return true;
    }

    /// <summary>Measures a record of the text log.</summary>
    /// <returns>Whether the rule is about it.</returns>
    public bool TryMeasure(TradingLogEntry entry, out MeasuredSample sample)
    {
        sample = default;
        if (!_isAboutText || entry.Level < _level || !_loggers.IsLike(entry.Logger)
            || !(_patterns.Length == 0 || Array.Exists(_patterns, pattern => IsMatch(pattern, entry.Message))))
        {
            return false;
        }

        sample = new MeasuredSample(
            _state, GroupOf(name => ValueOf(entry, name)), new AlertSample(entry.Timestamp));
        return true;
    }

    // A pattern that takes too long for a message has not been found in it to the end: somebody should look.
    private static bool IsMatch(Regex pattern, string message)
    {
        try
        {
            return pattern.IsMatch(message);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static string ValueOf(TradeEvent read, string name) => name.ToUpperInvariant() switch
    {
        "SYMBOL" => TextOf(read.Symbol) ?? "",
        "ACTION" => read.Action,
        _ => ValueOf(read.Members, name) ?? "",
    };

    private static string ValueOf(TradingLogEntry entry, string name) => name.ToUpperInvariant() switch
    {
        "LOGGER" => entry.Logger,
        "LEVEL" => LogLevelName.Of(entry.Level),
        _ => TextOf(entry.Members[name]) ?? "",
    };

    // Venues number the orders of each symbol from the start.
    private static string? OrderIdOf(TradeEvent read, string name) =>
        ValueOf(read.Members, name) is { } id and not Encrypted ? $"{name} {id} {read.Symbol}" : null;

    // A member of exactly this name comes first, then the first one whose name differs only by case.
    private static string? ValueOf(IReadOnlyList<KeyValuePair<string, object?>> members, string name)
    {
        object? found = null;
        bool isFound = false;
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (member.Key == name)
                return TextOf(member.Value);
            if (!isFound && string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase))
                (found, isFound) = (member.Value, true);
        }

        return TextOf(found);
    }

    // Lists and objects make no group. Each cipher text is another one, and would be a group of one event.
    private static string? TextOf(object? value) => value switch
    {
        string text when text.StartsWith(EncryptedValue.PrefixText, StringComparison.Ordinal) => Encrypted,
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private AlertGroup GroupOf(Func<string, string> valueOf) => _state.Names.Count == 0
        ? AlertGroup.All
        : new AlertGroup([.. _state.Names.Select(name => AlertLabels.ValueOf(valueOf(name)))]);
}

/// <summary>What was measured, with the rule and the group that it is for.</summary>
internal readonly record struct MeasuredSample(RuleState State, AlertGroup Group, AlertSample Sample);

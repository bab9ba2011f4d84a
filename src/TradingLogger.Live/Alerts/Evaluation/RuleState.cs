namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>A rule with its groups. There are at most 1,000: what belongs to a further one is put into one group of all
/// others, or left out where values of several groups have no sum.</summary>
internal sealed class RuleState
{
    /// <summary>The most groups of a rule.</summary>
    public const int MostGroups = 1_000;

    private readonly Dictionary<AlertGroup, AlertInstance> _groups = [];
    private readonly string _logDirectory;
    private readonly Action<string>? _warn;
    private DateTimeOffset _swept = DateTimeOffset.MinValue;
    private bool _isFullTold;

    /// <param name="rule">The rule.</param>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="warn">Is told when there are too many groups.</param>
    public RuleState(AlertRule rule, string logDirectory, Action<string>? warn)
    {
        Rule = rule;
        Names = rule.Kind switch
        {
            AlertRuleKind.Drawdown => [.. rule.GroupBy, "currency"],
            AlertRuleKind.Lag => ["forwarder"],
            AlertRuleKind.Anomaly => ["measure", "subject"],
            _ => rule.GroupBy,
        };
        _logDirectory = logDirectory;
        _warn = warn;
    }

    /// <summary>The rule.</summary>
    public AlertRule Rule { get; }

    /// <summary>The names of what groups differ by.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The alerts of the groups.</summary>
    public IEnumerable<AlertInstance> Instances => _groups.Values;

    /// <summary>The groups.</summary>
    public IEnumerable<AlertGroup> Groups => _groups.Keys;

    // The net pnl of one symbol and then that of another one are no fall, and the lag of one forwarder hides another's.
    private bool HasOthers => Rule.Kind is not (AlertRuleKind.Drawdown or AlertRuleKind.Lag);

    /// <summary>The alert of a group, which may be that of all others; null when the group is left out.</summary>
    /// <param name="group">The group.</param>
    /// <param name="time">The moment, for a new one.</param>
    /// <param name="begin">The moment from which nothing can have been missed.</param>
    /// <param name="forgotten">Is told of an alert that makes room.</param>
    public AlertInstance? Of(
        AlertGroup group, DateTimeOffset time, DateTimeOffset begin, Action<AlertInstance> forgotten)
    {
        if (_groups.TryGetValue(group, out AlertInstance? known))
            return known;
        if (_groups.Count >= MostGroups)
        {
            Sweep(time, forgotten);
            if (_groups.Count >= MostGroups)
                return Others(begin);
        }

        return Add(group, begin);
    }

    private AlertInstance? Others(DateTimeOffset begin)
    {
        if (!_isFullTold)
        {
            _warn?.Invoke(
                $"The rule {Rule.Name} has {MostGroups} groups by {string.Join(", ", Names)}. "
                + (HasOthers
                    ? $"What belongs to further ones is put into one group, {AlertLabels.Others}."
                    : "Further ones are not watched."));
        }

        _isFullTold = true;
        if (!HasOthers)
            return null;
        var others = AlertGroup.OthersOf(Names.Count);
        return _groups.TryGetValue(others, out AlertInstance? known) ? known : Add(others, begin);
    }

    private AlertInstance Add(AlertGroup group, DateTimeOffset begin)
    {
        SortedDictionary<string, string> labels = AlertLabels.Of(Rule, _logDirectory, Names, group);
        return _groups[group] = new AlertInstance(
            Rule, RuleConditions.Make(Rule, begin), labels, AlertLabels.FingerprintOf(labels));
    }

    // Looking through all groups for each new one would take long: it is done once a time.
    private void Sweep(DateTimeOffset time, Action<AlertInstance> forgotten)
    {
        if (time - _swept < TimeSpan.FromSeconds(1))
            return;
        _swept = time;
        foreach ((AlertGroup group, AlertInstance instance) in _groups.ToArray().Select(pair => (pair.Key, pair.Value)))
        {
            if (instance.IsFiring || instance.Condition.Decide(time) || !instance.IsForgettable)
                continue;
            _groups.Remove(group);
            forgotten(instance);
        }
    }
}

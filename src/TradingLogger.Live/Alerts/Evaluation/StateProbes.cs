using TradingLogging.Forwarding;
using TradingLogging.Live.Alerts.Conditions;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Asks, four times a minute, for what stands in no log: how far forwarders are, and how much of the disk is
/// free.</summary>
internal sealed class StateProbes
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly (RuleState State, NamePatterns Names)[] _lags;
    private readonly RuleState[] _disks;
    private readonly AlertEngineOptions _options;
    private readonly Action<MeasuredSample> _give;
    private readonly HashSet<string> _toldFaults = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private DateTimeOffset? _asked;

    /// <param name="states">All rules; those of other kinds do not matter.</param>
    /// <param name="options">Whom to ask.</param>
    /// <param name="give">Is given what is measured.</param>
    public StateProbes(IReadOnlyList<RuleState> states, AlertEngineOptions options, Action<MeasuredSample> give)
    {
        _lags =
        [
            .. states.Where(state => state.Rule.Kind == AlertRuleKind.Lag && options.Forwarders is not null)
                .Select(state => (state, new NamePatterns(state.Rule.Forwarder))),
        ];
        _disks =
        [
            .. states.Where(state => state.Rule.Kind == AlertRuleKind.DiskSpace && options.FreeBytes is not null),
        ];
        _options = options;
        _give = give;
    }

    /// <summary>Asks, if it is time to.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="countsAt">The moment as of which the answer counts.</param>
    public void Ask(DateTimeOffset time, DateTimeOffset countsAt)
    {
        if (_lags.Length + _disks.Length == 0 || (_asked is { } asked && time - asked < Step && time >= asked))
            return;
        _asked = time;
        TryAsk(_lags.Length > 0, () => AskForwarders(time, countsAt));
        TryAsk(_disks.Length > 0, () => AskDisk(countsAt));
    }

    // What cannot be found out leaves the alerts as they are, and is told.
    private void TryAsk(bool isWanted, Action ask)
    {
        try
        {
            if (isWanted)
                ask();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell(exception.Message);
        }
    }

    private void AskForwarders(DateTimeOffset time, DateTimeOffset countsAt)
    {
        IReadOnlyList<ForwarderState> forwarders = _options.Forwarders!();
        foreach (ForwarderState forwarder in forwarders.Where(one => one.LagError is not null))
            Tell($"How far the forwarder {forwarder.Name} is cannot be found out: {forwarder.LagError}");
        _known.UnionWith(forwarders.Select(one => AlertLabels.ValueOf(one.Name)));
        _known.UnionWith(_lags.SelectMany(lag => lag.State.Groups).Select(group => group.Values[0]));
        string[] gone = [.. _known.Except(forwarders.Select(one => AlertLabels.ValueOf(one.Name)))];
        foreach ((RuleState state, NamePatterns names) in _lags)
        {
            foreach (ForwarderState forwarder in forwarders.Where(
                one => one.LagError is null && names.IsLike(one.Name)))
            {
                TimeSpan behind = forwarder.OldestUnsent is { } oldest && oldest < time ? time - oldest : TimeSpan.Zero;
                Give(state, forwarder.Name, behind.Ticks / (decimal)TimeSpan.TicksPerSecond, countsAt);
            }

            // One that was reset is not behind any more.
            foreach (string name in gone.Where(names.IsLike))
                Give(state, name, 0, countsAt);
        }

        _known.ExceptWith(gone);
    }

    private void AskDisk(DateTimeOffset time)
    {
        long free = _options.FreeBytes!();
        foreach (RuleState state in _disks)
            _give(new MeasuredSample(state, AlertGroup.All, new AlertSample(time, free)));
    }

    private void Give(RuleState state, string forwarder, decimal seconds, DateTimeOffset time) =>
        _give(new MeasuredSample(
            state, new AlertGroup([AlertLabels.ValueOf(forwarder)]), new AlertSample(time, seconds)));

    private void Tell(string fault)
    {
        if (_toldFaults.Add(fault))
            _options.Warn?.Invoke(fault);
    }
}

namespace TradingLogging.Live.Alerts.Evaluation;

// From when on somebody is told, and what was known then.
internal sealed partial class AlertEngine
{
    // Somebody is told: first of what fires and is not known, and of what is known and has no rule any more.
    private void BeginTelling(DateTimeOffset moment)
    {
        _isTelling = true;
        Dictionary<string, Alert> known = [];
        foreach (Alert alert in _options.Known)
            known[alert.Fingerprint] = alert;
        foreach (AlertInstance instance in _states.SelectMany(state => state.Instances).Where(one => one.IsFiring))
        {
            if (known.TryGetValue(instance.Fingerprint, out Alert? alert))
                Resume(instance, alert, moment);
            else
                _told.Add(instance.Show());
            known.Remove(instance.Fingerprint);
        }

        foreach (Alert alert in known.Values)
        {
            if (FindInstance(alert, moment) is { } instance)
                Resume(instance, alert, moment);
            else
                _told.Add(alert with { Status = AlertStatus.Resolved, EndsAt = moment });
        }
    }

    private AlertInstance? FindInstance(Alert alert, DateTimeOffset moment)
    {
        if (Array.Find(_states, one => one.Rule.Name == alert.Name) is not { } state)
            return null;
        var group = new AlertGroup(
            [
                .. state.Names.Select(
                    name => alert.Labels.TryGetValue(AlertLabels.NameOf(name), out string? value) ? value : ""),
            ]);
        return InstanceOf(state, group, moment) is { } instance && instance.Fingerprint == alert.Fingerprint
            ? instance
            : null;
    }

    private void Resume(AlertInstance instance, Alert known, DateTimeOffset moment)
    {
        instance.Resume(known, moment);
        _touched.Add(instance);
    }
}

namespace TradingLogging.Live.Alerts.Evaluation;

// From when on somebody is told, and what was known then.
internal sealed partial class AlertEngine
{
    // Somebody is told: first of what fires and is not known, and of what is known and has no rule any more.
    private void BeginTelling(DateTimeOffset moment)
    {
        _isTelling = true;
        Dictionary<string, Alert> known = [];
        Dictionary<string, Alert> over = [];
        foreach (Alert alert in _options.Known)
            (alert.Status == AlertStatus.Firing ? known : over)[alert.Fingerprint] = alert;
        foreach (AlertInstance instance in _states.SelectMany(state => state.Instances).Where(one => one.IsFiring))
        {
            if (known.TryGetValue(instance.Fingerprint, out Alert? alert))
                Resume(instance, alert, moment);
            else
                _told.Add(ShowNew(instance, over, moment));
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

    // While its rule was away it was told to be over: the beginning that is known is that of an alert with an end.
    private static Alert ShowNew(AlertInstance instance, Dictionary<string, Alert> over, DateTimeOffset moment)
    {
        if (over.TryGetValue(instance.Fingerprint, out Alert? told)
            && instance.Show(moment).StartsAt <= told.StartsAt && told.EndsAt <= moment)
        {
            instance.FireAnew(moment);
        }

        return instance.Show(moment);
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

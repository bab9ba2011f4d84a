namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Counts how often a receiver that is always there would have been told of the alerts of the past.</summary>
/// <param name="until">Where the past ends.</param>
internal sealed class NotificationCount(DateTimeOffset until)
{
    // From when on a receiver may be told of a further time that an alert fires.
    private readonly Dictionary<string, DateTimeOffset> _bounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlertEpisode> _untold = new(StringComparer.Ordinal);

    /// <summary>Counts for the next time that an alert fired.</summary>
    /// <param name="episode">The time from its beginning to its end.</param>
    /// <param name="repeatAfter">After what time it is told again that it fires.</param>
    /// <returns>Those of this alert of which it is known.</returns>
    public IEnumerable<AlertEpisode> Take(AlertEpisode episode, TimeSpan repeatAfter)
    {
        TimeSpan bound = AlertFlapping.Bound(repeatAfter);
        string key = episode.Fingerprint;
        if (_untold.TryGetValue(key, out AlertEpisode? before))
        {
            _untold.Remove(key);
            // It is told that it was over, unless it fires again before.
            bool isTold = _bounds[key] < episode.Started;
            if (isTold)
                _bounds[key] += bound;
            yield return before with { Notifications = isTold ? 1 : 0 };
        }

        DateTimeOffset told = _bounds.TryGetValue(key, out DateTimeOffset free) && free > episode.Started
            ? free
            : episode.Started;
        if (told > episode.Started && (episode.Ended ?? until) <= told)
        {
            _untold[key] = episode;
            yield break;
        }

        _bounds[key] = told + bound;
        long repeats = Math.Max(0, (((episode.Ended ?? until) - told).Ticks - 1) / repeatAfter.Ticks);
        yield return episode with { Notifications = 1 + repeats + (episode.Ended is null ? 0 : 1) };
    }

    /// <summary>Counts for what is left at the end of the past.</summary>
    public IEnumerable<AlertEpisode> End() =>
        _untold.Values.Select(episode => episode with { Notifications = _bounds[episode.Fingerprint] < until ? 1 : 0 });
}

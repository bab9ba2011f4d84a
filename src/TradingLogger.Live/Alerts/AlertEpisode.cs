namespace TradingLogging.Live.Alerts;

/// <summary>An alert that would have fired in the past, from its beginning to its end.</summary>
public sealed record AlertEpisode
{
    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The values by which the group differs from others; empty for all events in one.</summary>
    public required string Group { get; init; }

    /// <summary>When it would have begun to fire.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it would have been resolved; null while it would still fire.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>For how long it would have fired, up to the end of what was read.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The value farthest beyond the threshold.</summary>
    public required decimal Worst { get; init; }

    /// <summary>How often somebody would have been told: when it began, each time after the rule's
    /// <see cref="AlertRule.RepeatAfter"/>, and when it was resolved. Of an alert that flaps this is less, down to 0:
    /// of the times that it fires a receiver hears of one at most in 5 minutes, or in RepeatAfter if that is
    /// shorter.</summary>
    public required long Notifications { get; init; }

    /// <summary>What was wrong when it began, with the numbers.</summary>
    public required string Summary { get; init; }

    /// <summary>The label <c>severity</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>The hash of the labels, as the alert would have it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>When, which rule, and what was wrong, for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Started:yyyy-MM-dd HH:mm:ss}: {Rule}: {Summary}");
}

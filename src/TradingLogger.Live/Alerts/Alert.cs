using TradingLogging.Text;

namespace TradingLogging.Live.Alerts;

/// <summary>Whether an alert fires.</summary>
public enum AlertStatus
{
    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It has fired and is over.</summary>
    Resolved,
}

/// <summary>An alert of a rule and a group of events.</summary>
public sealed record Alert
{
    /// <summary>The name of the rule.</summary>
    public required string Name { get; init; }

    /// <summary>What tells the alert from others, by name in the order of the names: <c>alertname</c>,
    /// <c>severity</c>, <c>log</c> (the directory), <c>host</c>, and the members of the group.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init => field = ReadableList.Of(value); }

    /// <summary>A hash of the labels: equal for the same alert at all times, on all machines and in all
    /// processes.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether it fires.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>When it began to fire, in the time of the events.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was resolved; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What is wrong, with the numbers, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The value that the rule watches: when it began to fire, or when it was asked for.</summary>
    public required decimal Value { get; init; }

    /// <summary>The value farthest beyond the threshold since the alert fires.</summary>
    public required decimal Worst { get; init; }

    /// <summary>The severity of the rule.</summary>
    public required string Severity { get; init; }

    /// <summary>Status, name and summary, for people.</summary>
    public override string ToString() => $"{Status}: {Name}: {Summary}";
}

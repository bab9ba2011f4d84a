using System.Security.Cryptography.X509Certificates;
using TradingLogging.Live.Alerts;

namespace TradingLogging.Live.Notifications;

/// <summary>Which alerts of a log somebody is told of, and who.</summary>
public sealed record AlertWatchOptions
{
    /// <summary>The directory of the log.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>The rules, at least one, each with a name of its own.</summary>
    public required IReadOnlyList<AlertRule> Rules { get; init; }

    /// <summary>The name of the watch, under which it remembers what was told: as that of a forwarder. Default
    /// <c>default</c>.</summary>
    public string Name { get; init; } = "default";

    /// <summary>Receivers by HTTP, <c>http</c> or <c>https</c>, which get each notification as JSON in the form of
    /// Alertmanager's webhook.</summary>
    public IReadOnlyList<Uri> Webhooks { get; init; } = [];

    /// <summary>Alertmanagers, such as <c>http://localhost:9093</c>, which get the alerts by their API v2.</summary>
    public IReadOnlyList<Uri> Alertmanagers { get; init; } = [];

    /// <summary>Receivers that get the alert <c>Watchdog</c> once a minute as long as alerts are watched and
    /// told, and nothing else: they notice when it does not come.</summary>
    public IReadOnlyList<Uri> Watchdogs { get; init; } = [];

    /// <summary>Who is told by a call.</summary>
    public IReadOnlyList<AlertHandler> Handlers { get; init; } = [];

    /// <summary>Headers of each request by HTTP, such as <c>Authorization</c>. Their values are secrets and never
    /// shown. All receivers get them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The certificate by which receivers know this client. Default none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How long a receiver may take for an answer, above 0. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <see cref="AlertWatch.RunOnce"/> tries to tell somebody, 0 or more.
    /// <see cref="AlertWatch.Follow"/> has no limit. Default 1 minute.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>What a watch has done since it was started.</summary>
/// <param name="Firing">How many alerts fire.</param>
/// <param name="Told">How many notifications receivers took, each receiver counted; of Alertmanagers changes alone
/// count.</param>
/// <param name="Retries">How many attempts failed for a passing reason and were made again.</param>
/// <param name="Elapsed">How long it has run.</param>
public sealed record AlertWatchSummary(int Firing, long Told, long Retries, TimeSpan Elapsed);

/// <summary>Not everybody could be told. The message says who, and why.</summary>
public sealed class AlertWatchException : IOException
{
    internal AlertWatchException(string message, AlertWatchSummary summary)
        : base(message) => Summary = summary;

    /// <summary>What was told before.</summary>
    public AlertWatchSummary Summary { get; }
}

using System.Security.Cryptography.X509Certificates;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;
using TradingLogging.Forwarding.Transports;
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

    /// <summary>Those of <see cref="Webhooks"/> and <see cref="Watchdogs"/> that are secrets themselves: only their
    /// hosts are shown. Default none.</summary>
    public IReadOnlyCollection<Uri> SecretAddresses { get; init; } = [];

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

    /// <summary>What may be shown of the address of a receiver.</summary>
    internal string Show(Uri uri) => IsSecret(uri) ? ReceiverText.OfServer(uri) : ReceiverText.Of(uri);

    /// <summary>Whether the address of a receiver is a secret itself.</summary>
    internal bool IsSecret(Uri uri) => SecretAddresses.Contains(uri);
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

/// <summary>Finds mistakes in the options of a watch before anything is read or sent. Rules are checked by the
/// engine.</summary>
internal static class AlertWatchCheck
{
    /// <summary>Checks all options but the rules.</summary>
    /// <param name="options">The options.</param>
    /// <param name="hasOutput">Whether the caller itself is told.</param>
    /// <exception cref="ConfigurationException">One is wrong.</exception>
    public static void Check(AlertWatchOptions options, bool hasOutput)
    {
        if (string.IsNullOrWhiteSpace(options.LogDirectory))
            throw new ConfigurationException("The directory of the log of a watch must not be empty.");
        if (!ForwarderOptionsCheck.IsName(options.Name))
        {
            throw new ConfigurationException(
                $"A watch cannot be named {MessageText.Of(options.Name)}. A name has 1 to"
                + $" {ForwarderOptions.LongestName} of the letters A to Z and a to z, digits, '-', '_' and '.', begins"
                + " with a letter or a digit, does not end with a dot and is no name that Windows reserves for a"
                + " device.");
        }

        if (options.Rules.Count == 0)
            throw new ConfigurationException("A watch needs a rule, as New-TradeAlertRule makes it.");
        Uri[] all = [.. options.Webhooks, .. options.Alertmanagers, .. options.Watchdogs];
        if (all.Length - options.Watchdogs.Count + options.Handlers.Count == 0 && !hasOutput)
            throw new ConfigurationException("Nobody would be told of alerts: a watch needs a receiver.");
        foreach (Uri uri in all)
            CheckUri(uri, options);
        foreach (KeyValuePair<string, string> header in options.Headers)
        {
            if (ReceiverHeader.FaultOf(header.Key, header.Value) is { } fault)
                throw new ConfigurationException(fault);
        }

        bool hasSecret = options.Headers.Count > 0 || options.Certificate is not null;
        if (hasSecret && all.Select(uri => uri.Authority).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
        {
            throw new ConfigurationException(
                "Headers and a certificate go to each receiver of a watch, so all of them must be on one host: give"
                + " each host a watch with a name of its own.");
        }

        if (options.Handlers.Select(handler => handler.Name).Distinct(StringComparer.Ordinal).Count()
            < options.Handlers.Count)
        {
            throw new ConfigurationException("Two handlers of a watch have one name.");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout.TotalMilliseconds > int.MaxValue)
            throw new ConfigurationException("The timeout of a watch must be above 0 and at most 24 days.");
        if (options.RetryFor < TimeSpan.Zero)
            throw new ConfigurationException("The time for which a watch tries again must not be negative.");
    }

    private static void CheckUri(Uri uri, AlertWatchOptions options)
    {
        if (uri is not { IsAbsoluteUri: true } || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new ConfigurationException(
                "The address of a receiver of alerts must begin with https:// or http:// and name a host.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ConfigurationException(
                "The address of a receiver must not hold a user or a password, because addresses are shown."
                + " Use the parameter -Credential, or a header.");
        }

        if (options.Certificate is not null && uri.Scheme == "http")
            throw new ConfigurationException("A client certificate needs an encrypted connection: use https://.");
    }
}

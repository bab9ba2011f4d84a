using TradingLogging.Configuration;
using TradingLogging.Forwarding;

namespace TradingLogging.Live.Notifications;

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

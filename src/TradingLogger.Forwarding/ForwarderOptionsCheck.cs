using TradingLogging.Configuration;
using TradingLogging.Storage.Paths;

namespace TradingLogging.Forwarding;

/// <summary>Finds mistakes in the options of a forwarder before anything is sent.</summary>
internal static class ForwarderOptionsCheck
{
    private const int MostEvents = 1_000_000;
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ConfigurationException">One is wrong.</exception>
    public static void Check(ForwarderOptions options)
    {
        CheckDirectory(options.LogDirectory);
        CheckName(options.Name);
        CheckUri(options);
        CheckRange("events", options.BatchEvents, MostEvents);
        CheckRange("bytes", options.BatchBytes, MostBytes);
        if (options.Timeout <= TimeSpan.Zero || options.Timeout.TotalMilliseconds > int.MaxValue)
            throw new ConfigurationException("The timeout of a forwarder must be above 0 and at most 24 days.");
        if (options.RetryFor < TimeSpan.Zero)
            throw new ConfigurationException("The time for which a forwarder tries again must not be negative.");
        CheckHeaders(options);
    }

    /// <summary>Checks the directory of a log.</summary>
    /// <exception cref="ConfigurationException">It is empty.</exception>
    public static void CheckDirectory(string? logDirectory)
    {
        if (string.IsNullOrWhiteSpace(logDirectory))
            throw new ConfigurationException("The directory of the log of a forwarder must not be empty.");
    }

    /// <summary>Checks the name of a forwarder.</summary>
    /// <exception cref="ConfigurationException">It cannot be one.</exception>
    public static void CheckName(string? name)
    {
        if (!IsName(name))
        {
            throw new ConfigurationException(
                $"A forwarder cannot be named {MessageText.Of(name)}. A name has 1 to {ForwarderOptions.LongestName} of"
                + " the letters A to Z and a to z, digits, '-', '_' and '.', begins with a letter or a digit, does not"
                + " end with a dot and is no name that Windows reserves for a device.");
        }
    }

    /// <summary>Whether a text can be the name of a forwarder.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= ForwarderOptions.LongestName }
        && name.All(c => IsLetterOrDigit(c) || c is '-' or '_' or '.')
        && IsLetterOrDigit(name[0])
        && LogFileName.FaultOf(name) is null;

    /// <summary>What a user should know although it is allowed; null when there is nothing.</summary>
    public static string? WarningOf(ForwarderOptions options) =>
        options.Headers.Count > 0 && options.Uri is { Scheme: "http", IsLoopback: false }
            ? "The headers, which may hold a password or a token, go over the network unencrypted. Use https."
            : null;

    private static void CheckUri(ForwarderOptions options)
    {
        if (options.Uri is not { IsAbsoluteUri: true })
        {
            throw new ConfigurationException(
                "The address of a receiver must be absolute, such as https://collector.example:4318.");
        }

        string[] schemes = SchemesOf(options.Protocol);
        if (!schemes.Contains(options.Uri.Scheme))
        {
            throw new ConfigurationException(
                $"The protocol {options.Protocol} needs an address that begins with"
                + $" {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}, not with"
                + $" {MessageText.Of(options.Uri.Scheme)}:.");
        }

        if (options.Uri.Host.Length == 0)
            throw new ConfigurationException("The address of a receiver must name a host.");
        if (options.Uri.UserInfo.Length > 0)
        {
            throw new ConfigurationException(
                "The address of a receiver must not hold a user or a password, because addresses are shown and kept."
                + " Use the parameter -Credential, or a header.");
        }

        if (options.Certificate is not null && options.Uri.Scheme is "http" or "relp" or "syslog")
        {
            throw new ConfigurationException(
                $"A client certificate needs an encrypted connection: use {options.Uri.Scheme}s://.");
        }
    }

    private static void CheckHeaders(ForwarderOptions options)
    {
        bool isHttp = options.Uri.Scheme is "http" or "https";
        if (!isHttp && options.Headers.Count > 0)
            throw new ConfigurationException($"The protocol {options.Protocol} has no headers.");
        if (!isHttp && options.Compression != ForwardCompression.None)
            throw new ConfigurationException($"The protocol {options.Protocol} has no compression.");
        foreach (KeyValuePair<string, string> header in options.Headers)
        {
            if (ReceiverHeader.FaultOf(header.Key, header.Value) is { } fault)
                throw new ConfigurationException(fault);
        }
    }

    private static string[] SchemesOf(ForwardProtocol protocol) => protocol switch
    {
        ForwardProtocol.Relp => ["relps", "relp"],
        ForwardProtocol.Syslog => ["syslogs", "syslog"],
        _ => ["https", "http"],
    };

    private static void CheckRange(string what, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new ConfigurationException(FormattableString.Invariant(
                $"The most {what} of a request of a forwarder must be from 1 to {most}, not {value}."));
        }
    }

    private static bool IsLetterOrDigit(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}

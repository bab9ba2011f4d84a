using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>The error records of the cmdlets that send events. Their ids are stable: scripts may rely on them. None
/// holds a secret.</summary>
internal static class ForwardingErrors
{
    /// <summary>A parameter is wrong.</summary>
    public static ErrorRecord Invalid(ConfigurationException exception, string target) =>
        new(exception, "InvalidForwarder", ErrorCategory.InvalidArgument, target);

    /// <summary>The receiver did not take all events.</summary>
    public static ErrorRecord NotSent(ForwardException exception, string name) =>
        new(exception, "TradeEventsNotSent", ErrorCategory.ConnectionError, name);

    /// <summary>Another forwarder of the name runs, or a file cannot be used.</summary>
    public static ErrorRecord Failed(IOException exception, string target) =>
        new(exception, "ForwarderFailed", ErrorCategory.ResourceUnavailable, target);

    /// <summary>There is no forwarder of the name.</summary>
    public static ErrorRecord NotFound(string name, IReadOnlyList<ForwarderState> all) => new(
        new ItemNotFoundException(
            all.Count == 0
                ? $"There is no forwarder {name}: no event of this log was ever sent."
                : $"There is no forwarder {name}. There are {LoggingErrors.List(all.Select(one => one.Name))}."),
        "ForwarderNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    /// <summary>The address of a receiver holds a secret.</summary>
    /// <param name="parameter">The parameter that has it.</param>
    public static ErrorRecord SecretInUri(string parameter = "-Uri") => new(
        new ArgumentException(
            $"{parameter} holds a password or another secret, which command lines and histories would show. "
                + "Give it as -Credential, or as -Header with a SecureString."),
        "SecretInPlainText",
        ErrorCategory.SecurityError,
        targetObject: null);

    /// <summary>An address that may be a secret itself was given as a text, and holds one.</summary>
    /// <param name="parameter">The parameter that has it.</param>
    /// <param name="address">The address.</param>
    public static ErrorRecord SecretInAddress(string parameter, Uri address) => address.UserInfo.Length > 0
        ? SecretInUri(parameter)
        : new ErrorRecord(
            new ArgumentException(
                $"{parameter} holds a secret, which command lines and histories would show. Give the address as a "
                    + "SecureString, such as Read-Host -AsSecureString or Import-Clixml make it."),
            "SecretInPlainText",
            ErrorCategory.SecurityError,
            targetObject: null);

    /// <summary>A header holds a secret as a text.</summary>
    public static ErrorRecord SecretInHeader(string name) => new(
        new ArgumentException(
            $"The header {name} holds a secret as a text, which command lines and histories would show. "
                + "Give its value as a SecureString, such as Read-Host -AsSecureString or Import-Clixml make it."),
        "SecretInPlainText",
        ErrorCategory.SecurityError,
        name);

    /// <summary>A header cannot be given.</summary>
    public static ErrorRecord InvalidHeader(string name, string fault) =>
        new(new ConfigurationException(fault), "InvalidHeader", ErrorCategory.InvalidArgument, name);

    /// <summary>The value of a header is neither a text nor a SecureString.</summary>
    public static ErrorRecord HeaderIsNoText(string name) => new(
        new ArgumentException($"The value of the header {name} is neither a text nor a SecureString."),
        "InvalidHeader",
        ErrorCategory.InvalidArgument,
        name);

    /// <summary>Two parameters give the header Authorization.</summary>
    public static ErrorRecord CredentialAndHeader() => new(
        new ArgumentException("-Credential and the header Authorization contradict each other. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>Two parameters give a certificate.</summary>
    public static ErrorRecord TwoCertificates() => new(
        new ArgumentException("-Certificate and -CertificateThumbprint each give a certificate. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>No store has the certificate with its private key.</summary>
    public static ErrorRecord CertificateNotFound(string thumbprint) => new(
        new ItemNotFoundException(
            $"There is no certificate {thumbprint} with a private key in the store My of the user or of the machine."),
        "CertificateNotFound",
        ErrorCategory.ObjectNotFound,
        thumbprint);
}

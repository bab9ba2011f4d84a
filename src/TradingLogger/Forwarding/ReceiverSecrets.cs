using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Masking;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>The secrets by which a receiver knows its client.</summary>
internal static class ReceiverSecrets
{
    /// <summary>Whether an address holds a user, a password or another secret.</summary>
    public static bool IsIn(Uri uri) =>
        (uri.IsAbsoluteUri && uri.UserInfo.Length > 0)
        || SecretMask.Default.Apply(uri.OriginalString) != uri.OriginalString;

    /// <summary>The value of a header as it is sent; null when it is neither a text nor a SecureString.</summary>
    public static string? ValueOf(object? value) => ArgumentValue.Of(value) switch
    {
        string text => text,
        SecureString secret => TextOf(secret),
        _ => null,
    };

    /// <summary>Whether the value of a header is a secret that was given as a plain text.</summary>
    public static bool IsPlain(string name, object? value) =>
        ArgumentValue.Of(value) is string text
        && (SecretMask.Default.IsSecret(name) || SecretMask.Default.Apply($"{name}: {text}") != $"{name}: {text}");

    /// <summary>The value of the header Authorization for a user and a password.</summary>
    public static string Basic(PSCredential credential) => "Basic " + Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{credential.UserName}:{TextOf(credential.Password)}"));

    /// <summary>A certificate with a private key in a store of this machine; null when there is none.</summary>
    public static X509Certificate2? FindCertificate(string thumbprint) =>
        FindIn(StoreLocation.CurrentUser, thumbprint) ?? FindIn(StoreLocation.LocalMachine, thumbprint);

    private static X509Certificate2? FindIn(StoreLocation location, string thumbprint)
    {
        using var store = new X509Store(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            // Linux has no store of the machine, and that of a user not before something is put into it.
            return null;
        }

        return store.Certificates
            .Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false)
            .OfType<X509Certificate2>()
            .FirstOrDefault(certificate => certificate.HasPrivateKey);
    }

    private static string TextOf(SecureString secret) => new NetworkCredential("", secret).Password;
}

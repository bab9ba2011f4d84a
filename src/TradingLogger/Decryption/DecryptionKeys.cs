using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Decryption;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Decryption;

/// <summary>Takes the private keys of a cmdlet's parameters.</summary>
internal static class DecryptionKeys
{
    /// <summary>The keys of the parameters; null when none is given. Ends the cmdlet with an error when one is no
    /// private key.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="certificates">Certificates with private keys.</param>
    /// <param name="keyFiles">PEM files.</param>
    /// <param name="password">The password of encrypted PEM files; null for none.</param>
    /// <param name="places">Files and directories of key lines.</param>
    public static ContentKeys? Open(
        PSCmdlet cmdlet,
        IReadOnlyList<X509Certificate2> certificates,
        IReadOnlyList<string> keyFiles,
        SecureString? password,
        IReadOnlyList<string> places)
    {
        if (certificates.Count + keyFiles.Count == 0)
        {
            if (password is not null || places.Count > 0)
                cmdlet.ThrowTerminatingError(ReadingErrors.NoPrivateKey());
            return null;
        }

        List<PrivateKey> keys = [];
        object target = "";
        try
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                target = certificate;
                keys.Add(PrivateKey.FromCertificate(certificate));
            }

            foreach (string file in keyFiles)
            {
                target = file;
                keys.Add(PrivateKey.FromFile(FileSystemPath.Resolve(cmdlet, file), password));
            }

            return new ContentKeys(keys, Places(cmdlet, places));
        }
        catch (Exception exception)
            when (exception is ArgumentException or IOException or UnauthorizedAccessException
                or PlatformNotSupportedException)
        {
            foreach (PrivateKey key in keys)
                key.Dispose();
            cmdlet.ThrowTerminatingError(ReadingErrors.InvalidPrivateKey(exception, target));
            throw;
        }
    }

    /// <summary>The full paths of places of key lines. Ends the cmdlet with an error when there is nothing.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="given">The paths as the user wrote them; with none, where the loggers of this process keep their
    /// copies.</param>
    public static string[] Places(PSCmdlet cmdlet, IReadOnlyList<string> given) => given.Count > 0
        ? [.. given.Select(place => Existing(cmdlet, place))]
        : [.. InstanceSelection.Known
            .Select(instance => instance.GetState().Configuration?.EncryptKeys)
            .OfType<string>()
            .Where(place => place.Length > 0 && Directory.Exists(place))];

    private static string Existing(PSCmdlet cmdlet, string place)
    {
        string path = FileSystemPath.Resolve(cmdlet, place);
        if (!File.Exists(path) && !Directory.Exists(path))
            cmdlet.ThrowTerminatingError(ReadingErrors.KeyPathNotFound(path));
        return path;
    }
}

/// <summary>Tells the user of a cmdlet which members stay encrypted: as errors, and of one file not without
/// end.</summary>
internal sealed class DecryptionReport(Cmdlet cmdlet)
{
    // Where one key is missing, every event has an error to tell.
    private const int MostTold = 50;

    private string? _file;
    private long _told;

    /// <summary>Tells of a member.</summary>
    public void Tell(UndecryptedMember member)
    {
        if (member.Location?.File != _file)
        {
            Complete();
            _file = member.Location?.File;
        }

        if (++_told <= MostTold)
            cmdlet.WriteError(ReadingErrors.NotDecrypted(member));
    }

    /// <summary>Tells how many members were not told one by one.</summary>
    public void Complete()
    {
        if (_told > MostTold)
            cmdlet.WriteError(ReadingErrors.NotDecryptedFurther(_file, _told - MostTold));
        _told = 0;
    }
}

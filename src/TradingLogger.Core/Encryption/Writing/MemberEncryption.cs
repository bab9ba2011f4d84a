using System.Security.Cryptography;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Encryption.Writing;

/// <summary>Encrypts the named members of finished lines, before any handler gets them. Thread-safe.</summary>
internal sealed class MemberEncryption
{
    private readonly EncryptedNames _names;
    private readonly DayKeys _keys;
    private readonly RotationZone _zone;
    private readonly string _logPath;

    private MemberEncryption(EncryptedNames names, DayKeys keys, RotationZone zone, string logPath)
    {
        _names = names;
        _keys = keys;
        _zone = zone;
        _logPath = logPath;
    }

    /// <summary>Prepares the encryption.</summary>
    /// <param name="options">What is encrypted for whom.</param>
    /// <param name="logPath">The full path of the trade log. Its directory exists.</param>
    /// <param name="files">The file system; null for that of this machine.</param>
    /// <exception cref="ArgumentException">A recipient cannot be used, or the second directory is that of the
    /// log.</exception>
    /// <exception cref="FileOperationException">The second directory cannot be created.</exception>
    public static MemberEncryption Of(MemberEncryptionOptions options, string logPath, PlatformFiles? files = null)
    {
        var recipients = KeyRecipients.Read(options.Recipients, HostOutput.Warn);
        files ??= PlatformFiles.For(options.Modes);
        List<KeyFile> places = [new KeyFile(files, logPath, options.LockTimeout)];
        if (options.CopyDirectory.Length > 0)
            places.Add(new KeyFile(files, CopyBeside(options, logPath), options.LockTimeout));
        return new MemberEncryption(
            new EncryptedNames(options.Names),
            new DayKeys(recipients, places, HostOutput.Warn),
            options.Zone,
            logPath);
    }

    /// <summary>Encrypts the named members of a line.</summary>
    /// <param name="line">The JSON object, with or without its line feed.</param>
    /// <param name="timestamp">The moment of logging, which decides the day of the key.</param>
    /// <param name="stored">Receives the line with cipher texts, for the trade log.</param>
    /// <param name="shown">Receives the line with masks, for everybody else.</param>
    /// <returns>Whether there was a named member. If not, nothing was received.</returns>
    /// <exception cref="LogWriteException">A new key could not be kept. Nothing is to be written.</exception>
    public bool TryEncrypt(ReadOnlySpan<byte> line, DateTimeOffset timestamp, Utf8Buffer stored, Utf8Buffer shown)
    {
        var scan = new LineEncryption(_names, line, stored, shown);
        while (scan.TryFind())
            scan.Replace(scan.Key ?? KeyOf(line, timestamp));
        return scan.Finish();
    }

    private static string CopyBeside(MemberEncryptionOptions options, string logPath)
    {
        string directory = LogDirectory.Create(options.CopyDirectory, isSynced: true, options.Modes, "encrypt_keys");
        if (LogDirectory.IsSame(directory, Path.GetDirectoryName(logPath)!))
        {
            throw new ArgumentException(
                "encrypt_keys is the directory of the log, where the keys stand anyway. Name another one, or none.");
        }

        return Path.Combine(directory, Path.GetFileName(logPath));
    }

    private ContentKey KeyOf(ReadOnlySpan<byte> line, DateTimeOffset timestamp)
    {
        try
        {
            return _keys.Of(_zone.DayOf(timestamp), timestamp.UtcTicks);
        }
        catch (Exception exception) when (exception is FileOperationException or CryptographicException)
        {
            string action = Encoding.UTF8.GetString(TradeLineFormat.ActionOf(line));
            throw new LogWriteException(
                $"The key for encrypted members could not be kept: {exception.Message} "
                + $"Without it nobody could read them. Not written: the trade event {action}.",
                _logPath,
                exception);
        }
    }
}

using TradingLogging.Configuration;
using TradingLogging.Encryption.Writing;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging;

/// <content>Events with encrypted members: the trade log gets the cipher texts, everybody else masks.</content>
internal sealed partial class LoggingSession
{
    private static MemberEncryption CreateEncryption(LoggingConfig config, NamePaths names, string tradeLog)
    {
        try
        {
            var options = new MemberEncryptionOptions(
                names,
                config.EncryptTo,
                config.EncryptKeys,
                config.RotationZone,
                config.Files.Modes,
                config.LockTimeout);
            return MemberEncryption.Of(options, tradeLog);
        }
        catch (Exception exception)
            when (exception is ArgumentException or FileOperationException or PlatformNotSupportedException)
        {
            throw new ConfigurationException(exception.Message, innerException: exception);
        }
    }

    private void DispatchEncrypted(
        MemberEncryption encryption,
        DateTimeOffset now,
        ReadOnlySpan<byte> line,
        int lineNumber,
        Utf8Buffer? wanted)
    {
        Utf8Buffer stored = Utf8BufferPool.Rent();
        Utf8Buffer shown = Utf8BufferPool.Rent();
        try
        {
            LogRecord record = encryption.TryEncrypt(line, now, stored, shown)
                ? new LogRecord(now, _trades.Name, shown.Written, lineNumber, wanted, stored.Written)
                : new LogRecord(now, _trades.Name, line, lineNumber, wanted);
            HandlerDispatch.Dispatch(_trades, record);
            if (wanted?.Length == 0)
                wanted.Write(record.StoredLine);
        }
        finally
        {
            Utf8BufferPool.Return(shown);
            Utf8BufferPool.Return(stored);
        }
    }
}

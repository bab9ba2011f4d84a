using TradingLogging.Encryption.Writing;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>The lines of a batch with their members encrypted, for the trade log, and masked, for everybody
/// else.</summary>
internal sealed class EncryptedBatch
{
    private readonly Utf8Buffer _stored = new();
    private readonly Utf8Buffer _shown = new();
    private readonly int[] _storedEnds;
    private readonly int[] _shownEnds;

    /// <summary>Encrypts the lines of a batch. The batch stays as it is.</summary>
    /// <param name="encryption">Encrypts them.</param>
    /// <param name="batch">The batch, with the timestamps of its lines.</param>
    /// <param name="timestamp">The moment of logging.</param>
    /// <exception cref="Logging.LogWriteException">A new key could not be kept. Nothing is to be written.</exception>
    public EncryptedBatch(MemberEncryption encryption, TradeBatch batch, DateTimeOffset timestamp)
    {
        _storedEnds = new int[batch.Count];
        _shownEnds = new int[batch.Count];
        int start = 0;
        for (int index = 0; index < batch.Count; index++)
        {
            ReadOnlySpan<byte> line = batch.Lines[start..batch.Ends[index]];
            if (!encryption.TryEncrypt(line, timestamp, _stored, _shown))
            {
                _stored.Write(line);
                _shown.Write(line);
            }

            start += line.Length;
            _storedEnds[index] = _stored.Length;
            _shownEnds[index] = _shown.Length;
        }
    }

    /// <summary>The lines for the trade log.</summary>
    public ReadOnlySpan<byte> Stored => _stored.Written;

    /// <summary>The end of each of them.</summary>
    public ReadOnlySpan<int> StoredEnds => _storedEnds;

    /// <summary>The lines for everybody else.</summary>
    public ReadOnlySpan<byte> Shown => _shown.Written;

    /// <summary>The end of each of them.</summary>
    public ReadOnlySpan<int> ShownEnds => _shownEnds;
}

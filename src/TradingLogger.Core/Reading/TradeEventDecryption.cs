using TradingLogging.Decryption;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading;

/// <summary>Decrypts the members of events that are at hand already. Not thread-safe.</summary>
/// <param name="keys">Open the members. Key lines are looked for beside the file of each event, too.</param>
/// <param name="failed">Is told of members that stay encrypted; null for nobody.</param>
public sealed class TradeEventDecryption(ContentKeys keys, Action<UndecryptedMember>? failed = null)
{
    private readonly LineDecryption _decryption = new(keys, failed);
    private readonly TradeLineScanner _scanner = new(new TradeQuery());

    /// <summary>Decrypts an event.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <returns>An event whose JSON is, byte for byte, what it would have been without encryption, as far as its
    /// members could be opened; the same object when nothing in it is encrypted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tradeEvent"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The keys are disposed.</exception>
    public TradeEvent Decrypt(TradeEvent tradeEvent)
    {
        ReadOnlySpan<byte> json = (tradeEvent ?? throw new ArgumentNullException(nameof(tradeEvent))).Utf8Json;
        if (!EncryptedMembers.MayBeIn(json))
            return tradeEvent;
        LogLocation? location = tradeEvent.GetLocation();
        ReadOnlySpan<byte> plain = _decryption.Restore(json, location, _scanner, out TradeLine line);
        return line.ToEvent(plain, location);
    }
}

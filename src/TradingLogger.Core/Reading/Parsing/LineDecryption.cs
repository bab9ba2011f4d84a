using TradingLogging.Decryption;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Decrypts the members of events and makes sure that what comes out is an event. Not thread-safe.</summary>
/// <param name="keys">Open the members.</param>
/// <param name="failed">Is told of members that stay encrypted; null for nobody.</param>
internal sealed class LineDecryption(ContentKeys keys, Action<UndecryptedMember>? failed)
{
    private readonly MemberDecryption _members = new(keys);

    /// <summary>Decrypts an event.</summary>
    /// <param name="json">Its JSON object, which has been found valid.</param>
    /// <param name="location">Where it stands; null for nowhere.</param>
    /// <param name="scanner">Judges the plain event.</param>
    /// <param name="line">What the scanner finds in it.</param>
    /// <returns>The object with plain members; valid until the next call.</returns>
    public ReadOnlySpan<byte> Restore(
        ReadOnlySpan<byte> json, LogLocation? location, TradeLineScanner scanner, out TradeLine line)
    {
        ReadOnlySpan<byte> restored = _members.Restore(
            json, location?.File, (member, reason) => failed?.Invoke(new UndecryptedMember(location, member, reason)));
        ReadOnlySpan<byte> plain = LoneSurrogates.Replace(restored);
        if (scanner.TryScan(plain, out line, out string? fault) && TradeLineScanner.IsAlone(plain, line, out fault))
            return plain;
        // A value that no writer of this program encrypted, such as a number with too many digits.
        failed?.Invoke(new UndecryptedMember(
            location, "", $"with its plain members the line would be no event. {fault}"));
        scanner.TryScan(json, out line, out _);
        return json;
    }
}

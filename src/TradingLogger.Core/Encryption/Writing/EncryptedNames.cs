using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Encryption.Writing;

/// <summary>The names of members whose values are encrypted (setting <c>encrypt</c>). Thread-safe.</summary>
/// <param name="paths">The names.</param>
internal sealed class EncryptedNames(NamePaths paths)
{
    private const int CacheSize = 256;
    private const int LongestKept = 128;

    // What every reader needs of a line.
    private static readonly string[] Own =
    [
        TradeLineFormat.Timestamp, TradeLineFormat.Action, TradeLineFormat.EventTime, TradeLineFormat.Evidence,
        TradeLineFormat.Truncated, TradeLineFormat.Seq, TradeLineFormat.Prev, TradeLineFormat.Corrects,
    ];

    private static readonly byte[][] OwnNames = [.. Own.Select(Encoding.ASCII.GetBytes)];

    private readonly Decision?[] _known = new Decision?[CacheSize];

    /// <summary>The names that cannot be encrypted, in a sentence.</summary>
    public static string OwnInWords { get; } = string.Join(", ", Own);

    /// <summary>Whether a path names a member that every reader needs.</summary>
    public static bool IsOwn(string path) =>
        Own.Any(name => !path.Contains('*') && !path.Contains('.') && Letters(name) == Letters(path));

    /// <summary>Goes to a member of an object.</summary>
    /// <param name="state">The state of the object; 0 for the line itself.</param>
    /// <param name="name">The name as it stands in the line, without its quotes.</param>
    /// <param name="isOfLine">Whether the object is the line itself.</param>
    /// <param name="isEncrypted">Whether the value is encrypted.</param>
    /// <returns>The state of the member, for the members that its value has.</returns>
    public ulong Enter(ulong state, ReadOnlySpan<byte> name, bool isOfLine, out bool isEncrypted)
    {
        ulong next = paths.Enter(state, MatchOf(name), out isEncrypted);
        if (!isOfLine || !IsOwn(name))
            return next;
        isEncrypted = false;
        return 0;
    }

    private static bool IsOwn(ReadOnlySpan<byte> name)
    {
        foreach (byte[] own in OwnNames)
        {
            if (name.SequenceEqual(own))
                return true;
        }

        return false;
    }

    private static string Letters(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private NameMatch MatchOf(ReadOnlySpan<byte> name)
    {
        int slot = Slot(name);
        if (_known[slot] is { } known && name.SequenceEqual(known.Name))
            return known.Match;
        return Decide(name, slot);
    }

    private NameMatch Decide(ReadOnlySpan<byte> name, int slot)
    {
        Utf8Buffer text = Utf8BufferPool.Rent();
        try
        {
            JsonText.Unescape(name, text);
            NameMatch match = paths.Match(Encoding.UTF8.GetString(text.Written));
            if (name.Length <= LongestKept)
                _known[slot] = new Decision(name.ToArray(), match);
            return match;
        }
        finally
        {
            Utf8BufferPool.Return(text);
        }
    }

    private static int Slot(ReadOnlySpan<byte> name) => name.IsEmpty
        ? 0
        : ((name.Length * 5) + (name[0] * 7) + (name[name.Length / 2] * 3) + (name[^1] * 31)) & (CacheSize - 1);

    private sealed record Decision(byte[] Name, NameMatch Match);
}

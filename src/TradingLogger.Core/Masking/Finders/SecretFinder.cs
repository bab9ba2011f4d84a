using System.Text;

namespace TradingLogging.Masking.Finders;

/// <summary>Finds secrets of one kind in a text.</summary>
internal abstract class SecretFinder
{
    /// <summary>The shortest text that can hold a name, a separator and a value: <c>pin=12</c>.</summary>
    public const int ShortestPair = 6;

    /// <summary>Masks all secrets of this kind.</summary>
    /// <returns>The new text; null when there was nothing to mask.</returns>
    public string? Mask(ReadOnlySpan<char> text)
    {
        if (!Concerns(text))
            return null;
        StringBuilder? masked = null;
        int copied = 0;
        for (int from = 0; TryFind(text, from, out TextRange found); from = found.End)
        {
            masked ??= new StringBuilder(text.Length);
            Append(masked, text.Slice(copied, found.Start - copied));
            masked.Append(SecretMask.Mark);
            copied = found.End;
        }

        if (masked is null)
            return null;
        Append(masked, text.Slice(copied));
        return masked.ToString();
    }

    /// <summary>Whether a text may hold secrets of this kind. Called once a text, before the search.</summary>
    protected virtual bool Concerns(ReadOnlySpan<char> text) => true;

    /// <summary>Finds the first secret that begins at or after an index.</summary>
    /// <returns>Whether there is one. It is never empty.</returns>
    protected abstract bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found);

    /// <summary>The first index, from a given one on, at which a text is found; negative when it is not
    /// found.</summary>
    protected static int IndexOf(ReadOnlySpan<char> text, string wanted, int from, bool ignoresCase = false)
    {
        ReadOnlySpan<char> rest = text.Slice(from);
        int index = ignoresCase
            ? rest.IndexOf(wanted.AsSpan(), StringComparison.OrdinalIgnoreCase)
            : rest.IndexOf(wanted.AsSpan());
        return index < 0 ? index : index + from;
    }

    private static void Append(StringBuilder target, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            target.Append(c);
    }
}

using System.Text;

namespace TradingLogging.Masking;

/// <summary>The letters and digits of a name in lower case, and the places at which its words begin.
/// <c>X-MBX-APIKEY</c>, <c>xMbxApikey</c> and <c>x_mbx_apikey</c> are the same.</summary>
internal ref struct NameWords
{
    /// <summary>The number of letters, from the end of a name, that count.</summary>
    public const int Longest = 64;

    private readonly Span<char> _letters;
    private readonly ulong _starts;

    /// <param name="name">The name.</param>
    /// <param name="letters">Room for <see cref="Longest"/> letters.</param>
    public NameWords(ReadOnlySpan<char> name, Span<char> letters)
    {
        _letters = letters;
        if (name.Length > Longest)
            name = name.Slice(name.Length - Longest);
        Kind before = Kind.Separator;
        Kind current = name.IsEmpty ? Kind.Separator : KindOf(name[0]);
        for (int i = 0; i < name.Length; i++)
        {
            Kind next = i + 1 < name.Length ? KindOf(name[i + 1]) : Kind.Separator;
            if (current >= Kind.Letter)
            {
                if (IsStart(before, current, next))
                    _starts |= 1UL << Length;
                letters[Length++] = current is Kind.Upper or Kind.Letter ? char.ToLowerInvariant(name[i]) : name[i];
            }

            (before, current) = (current, next);
        }
    }

    /// <summary>The number of letters.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Letters => _letters.Slice(0, Length);

    public readonly bool IsWordStart(int index) => index == 0 || (_starts & (1UL << index)) != 0;

    /// <summary>The last word.</summary>
    public readonly ReadOnlySpan<char> Last
    {
        get
        {
            int start = Length - 1;
            while (start > 0 && !IsWordStart(start))
                start--;
            return Letters.Slice(Math.Max(start, 0));
        }
    }

    /// <summary>Removes letters from the end.</summary>
    public void Drop(int count) => Length -= count;

    /// <summary>Replaces characters that Unicode has in several forms (full-width letters, ligatures) by the plain
    /// form.</summary>
    public static string Fold(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair has no normal form.
            return name;
        }
    }

    private static bool IsStart(Kind before, Kind current, Kind next) => before switch
    {
        Kind.Separator => true,
        Kind.Invisible => false,
        Kind.Digit => current != Kind.Digit,
        _ => current == Kind.Upper && (before != Kind.Upper || next == Kind.Lower),
    };

    private static Kind KindOf(char c)
    {
        if (c >= 128)
            return KindOfForeign(c);
        if (c is >= 'a' and <= 'z')
            return Kind.Lower;
        if (c is >= 'A' and <= 'Z')
            return Kind.Upper;
        return c is >= '0' and <= '9' ? Kind.Digit : Kind.Separator;
    }

    private static Kind KindOfForeign(char c)
    {
        if (char.IsUpper(c))
            return Kind.Upper;
        if (char.IsDigit(c))
            return Kind.Digit;
        if (char.IsLetter(c))
            return char.IsLower(c) ? Kind.Lower : Kind.Letter;
        return c is '\u200b' or '\u00ad' ? Kind.Invisible : Kind.Separator;
    }

    // The order matters: letters and digits come last.
    private enum Kind
    {
        Separator,
        Invisible,
        Letter,
        Lower,
        Upper,
        Digit,
    }
}

/// <summary>Finds names in a text.</summary>
internal static class NameText
{
    /// <summary>The start of the name that ends at an index; the index itself when there is none.</summary>
    public static int StartOf(ReadOnlySpan<char> text, int end)
    {
        int least = Math.Max(0, end - NameWords.Longest);
        int start = end;
        while (start > least && IsPart(text[start - 1]))
            start--;
        // The digits of an escape before the name: %22apiKey.
        if (start > 0 && text[start - 1] == '%' && end - start > 2)
            start += 2;
        return start;
    }

    /// <summary>Whether a character may be part of a name. Invisible ones may too.</summary>
    public static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '\u200b' or '\u00ad';
}

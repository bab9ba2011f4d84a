using System.Text;

namespace TradingLogging.Masking;

/// <summary>A name as its letters and digits in lower case, and where in them words begin: <c>X-MBX-APIKEY</c>,
/// <c>xMbxApikey</c> and <c>x_mbx_apikey</c> are the same.</summary>
internal ref struct NameWords
{
    /// <summary>How many letters of a name are looked at, from its end.</summary>
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
        char before = '\0';
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsLetterOrDigit(c))
            {
                if (IsStart(before, c, i + 1 < name.Length ? name[i + 1] : '\0'))
                    _starts |= 1UL << Length;
                letters[Length++] = char.ToLowerInvariant(c);
            }

            before = c;
        }
    }

    /// <summary>How many letters there are.</summary>
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

    /// <summary>Cuts the end off.</summary>
    public void Drop(int count) => Length -= count;

    /// <summary>Folds what Unicode has in several forms (full-width letters, ligatures) to one.</summary>
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

    private static bool IsStart(char before, char current, char next)
    {
        if (!char.IsLetterOrDigit(before))
            return before != '\u200b' && before != '\u00ad';
        if (char.IsDigit(before))
            return char.IsLetter(current);
        return char.IsUpper(current) && (!char.IsUpper(before) || char.IsLower(next));
    }
}

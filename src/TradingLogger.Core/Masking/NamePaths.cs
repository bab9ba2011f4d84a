namespace TradingLogging.Masking;

/// <summary>Names of members and paths of names, as <c>account</c> and <c>client.*</c>. A name means a member at any
/// depth, a path those members of an object whose last names it has. Neither case nor separators count; <c>*</c> stands
/// for any characters of one name. A list counts as the member that holds it. Immutable.</summary>
/// <remarks>The parts of all paths are the bits of a number; which of them the last names have matched is the state of
/// an object (the bit-parallel matching of Baeza-Yates and Gonnet). A dot in the name of a member divides it,
/// too.</remarks>
internal sealed class NamePaths
{
    /// <summary>How many parts all paths may have together.</summary>
    public const int MostParts = 64;

    private const int LongestOnStack = 256;

    private readonly NamePattern[] _parts;
    private readonly ulong _starts;
    private readonly ulong _ends;
    private readonly ulong _openings;

    /// <param name="paths">Valid paths, with <see cref="MostParts"/> parts at most.</param>
    /// <exception cref="ArgumentException">There are too many parts.</exception>
    public NamePaths(IEnumerable<string> paths)
    {
        List<NamePattern> parts = [];
        foreach (string path in paths)
        {
            NamePattern[] own = NamePattern.Of(PartsOf(path).Select(NameWords.Fold));
            if (own.Length == 0)
                continue;
            if (parts.Count + own.Length > MostParts)
                throw new ArgumentException($"There are more than {MostParts} names.", nameof(paths));
            _starts |= 1UL << parts.Count;
            if (own.Length > 1)
                _openings |= OpeningOf(own, parts.Count);
            parts.AddRange(own);
            _ends |= 1UL << (parts.Count - 1);
        }

        _parts = [.. parts];
    }

    /// <summary>Whether there are no names.</summary>
    public bool IsEmpty => _parts.Length == 0;

    /// <summary>The parts of a path between its dots.</summary>
    public static string[] PartsOf(string path) => path.Split('.');

    /// <summary>What a name may mean, to be kept with it.</summary>
    public NameMatch Match(string name)
    {
        string folded = NameWords.Fold(name);
        ulong whole = MatchPart(folded.AsSpan());
        return folded.IndexOf('.') < 0
            ? new NameMatch(whole, [])
            : new NameMatch(whole, [.. PartsOf(folded).Select(part => MatchPart(part.AsSpan()))]);
    }

    /// <summary>Goes to a member of an object.</summary>
    /// <param name="state">The state of the object; 0 for the outermost one.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="isNamed">Whether a path means the member.</param>
    /// <returns>The state of the member, for the members that its value has.</returns>
    public ulong Enter(ulong state, in NameMatch name, out bool isNamed)
    {
        ulong next = Step(state, name.Whole);
        isNamed = (next & _ends) != 0;
        if (name.Parts.Length == 0)
            return next;
        ulong divided = state;
        foreach (ulong part in name.Parts)
        {
            divided = Step(divided, part);
            isNamed |= (divided & _ends) != 0;
        }

        return next | divided;
    }

    /// <summary>Whether the value behind a name alone is meant, where the objects around it are not known: in a text.
    /// The whole object that a path begins with is.</summary>
    public bool Means(ReadOnlySpan<char> name)
    {
        ulong match = MatchPart(name);
        bool isMeant = (match & ((_starts & _ends) | _openings)) != 0;
        if (isMeant || name.IndexOf('.') < 0)
            return isMeant;
        ulong state = 0;
        while (true)
        {
            int dot = name.IndexOf('.');
            match = MatchPart(dot < 0 ? name : name.Slice(0, dot));
            state = Step(state, match);
            if ((state & _ends) != 0 || (match & _openings) != 0)
                return true;
            if (dot < 0)
                return false;
            name = name.Slice(dot + 1);
        }
    }

    private ulong Step(ulong state, ulong match) => ((state << 1) | _starts) & match;

    // A first name that is every name would mean every value.
    private static ulong OpeningOf(NamePattern[] parts, int first)
    {
        int index = 0;
        while (index < parts.Length - 1 && parts[index].IsAny)
            index++;
        return 1UL << (first + index);
    }

    private ulong MatchPart(ReadOnlySpan<char> part)
    {
        Span<char> letters = part.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[part.Length];
        int length = 0;
        foreach (char c in part)
        {
            if (char.IsLetterOrDigit(c))
                letters[length++] = char.ToLowerInvariant(c);
        }

        ulong match = 0;
        for (int index = 0; index < _parts.Length; index++)
            match |= _parts[index].Fits(letters.Slice(0, length)) ? 1UL << index : 0;
        return match;
    }
}

/// <summary>Which parts of <see cref="NamePaths"/> a name fits.</summary>
/// <param name="Whole">The bits of the parts that the whole name fits.</param>
/// <param name="Parts">Those of each part of a name with dots; empty for a name without.</param>
internal readonly record struct NameMatch(ulong Whole, ulong[] Parts);

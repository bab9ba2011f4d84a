using System.Buffers;
using TradingLogging.Masking.Finders;
using TradingLogging.Text;

namespace TradingLogging.Masking;

/// <summary>Replaces secrets by <c>***</c>: values whose names say that they are secret, of members and of pairs in
/// texts, and credentials that are known by their form. Thread-safe.</summary>
/// <remarks>docs/security.md lists the names and the forms. A secret without such a name and without such a form is not
/// recognised.</remarks>
public sealed class SecretMask
{
    /// <summary>The text that replaces a secret of any length.</summary>
    public const string Mark = "***";

    /// <summary>A text that has none of these characters and is too short for a web token holds no secret.</summary>
    internal const string Signs = "=: >%[(+";

    // The characters between a name and its value, before the name of an argument, and around a pair of a list.
    private static readonly SearchValues<char> SignsOfPairs = SearchValues.Create("=:>%-[(");

    // Each token has one of these: a digit, or it is in quotes, or it is a web token, which begins with eyJ.
    private static readonly SearchValues<char> SignsOfTokens = SearchValues.Create("J0123456789'\"`");

    private static readonly SecretFinder[] Forms =
        [
            new PrivateKeyBlocks(),
            new WebTokens(),
            new KnownTokens(),
            new AuthorizationScheme("bearer"),
            new AuthorizationScheme("basic")
        ];

    private static readonly SecretFinder[] PartsOfUrls =
    [
        new UrlPassword(), new UrlPathSecret("/bot"), new UrlPathSecret("/services/"), new UrlPathSecret("/webhooks/"),
        new UrlPathSecret("/ws/"),
    ];

    private readonly SecretNames _names;
    private readonly SecretFinder[] _pairs;

    /// <summary>Makes a mask of the built-in names and those of the user.</summary>
    /// <param name="names">Further names that are secret. They are compared without case and separators; <c>*</c>
    /// stands for any characters.</param>
    /// <param name="exceptions">Names that are not secret although <paramref name="names"/> or the built-in names say
    /// so; written in the same way.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public SecretMask(IEnumerable<string> names, IEnumerable<string> exceptions)
        : this(names, exceptions, hidden: null)
    {
    }

    /// <summary>Makes a mask that also hides members, whatever their values are and whatever the exceptions
    /// say.</summary>
    /// <param name="names">Further names that are secret.</param>
    /// <param name="exceptions">Names that are not secret.</param>
    /// <param name="hidden">Names and paths of what is hidden; null for none. Of a path the whole object that it begins
    /// with is.</param>
    internal SecretMask(IEnumerable<string> names, IEnumerable<string> exceptions, NamePaths? hidden)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(exceptions);
        _names = new SecretNames(NamePattern.Of(names), NamePattern.Of(exceptions), hidden);
        _pairs =
        [
            new NamedValues(_names),
            new CommandArguments(_names),
            new SpacedValues(_names),
            new ListedPairs(_names),
        ];
    }

    /// <summary>The mask without names of the user.</summary>
    public static SecretMask Default { get; } = new([], []);

    /// <summary>Whether the value of a member of this name is a secret.</summary>
    /// <param name="name">For example <c>api_key</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool IsSecret(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _names.KindOf(name) is not (SecretKind.None or SecretKind.Weak);
    }

    /// <summary>Masks the secrets in a text.</summary>
    /// <param name="text">For example a URL with a query, a header, a connection string, JSON, a FIX message.</param>
    /// <returns>The same instance when there is nothing to mask.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MaskOrNull(text.AsSpan()) ?? text;
    }

    /// <summary>Makes a message for a person: one line, without secrets and without characters that cannot be
    /// seen.</summary>
    internal static string ToVisible(string message) => VisibleText.Of(Default.Apply(message));

    /// <summary>How surely the value of a member of this name is a secret.</summary>
    internal SecretKind KindOf(string name) => _names.KindOf(name);

    /// <summary>Whether a label names a secret. Allocates nothing.</summary>
    internal bool IsSecretLabel(ReadOnlySpan<char> label) => _names.IsSecret(label);

    /// <summary>The text without its secrets; null when it has none.</summary>
    internal string? MaskOrNull(ReadOnlySpan<char> text)
    {
        if (!MayHold(text))
            return null;
        // Each step works on the result of the step before: "Authorization: Bearer ***" becomes "Authorization: ***".
        string? masked = Apply(Forms, text, null);
        if (UrlPassword.MayBeIn(text))
            masked = Apply(PartsOfUrls, text, masked);
        if (FixField.MayBeIn(text))
            masked = Apply(FixField.Secrets, text, masked);
        return Apply(_pairs, text, masked);
    }

    private static string? Apply(SecretFinder[] finders, ReadOnlySpan<char> text, string? masked)
    {
        foreach (SecretFinder finder in finders)
            masked = finder.Mask(masked is null ? text : masked.AsSpan()) ?? masked;
        return masked;
    }

    // Most texts have none of the characters that a secret needs, and a few vectorised searches show it. For such a
    // text they take a fifth of the time of the full search.
    private static bool MayHold(ReadOnlySpan<char> text) =>
        text.Length >= SecretFinder.ShortestPair
        && (text.IndexOfAny(SignsOfPairs) >= 0
            || AuthorizationScheme.MayBeIn(text)
            || (HasWordOfToken(text)
                && (WebTokens.MayBeIn(text) || KnownTokens.MayBeIn(text) || SpacedValues.MayBeIn(text))));

    // Prices and quantities have no letters, and most of the words that have a digit are too short.
    private static bool HasWordOfToken(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAny(SignsOfTokens); at >= 0; at = text.IndexOfAny(SignsOfTokens))
        {
            int start = text.Slice(0, at).LastIndexOf(' ') + 1;
            int blank = text.Slice(at).IndexOf(' ');
            int end = blank < 0 ? text.Length : at + blank;
            if (text[at] is '\'' or '"' or '`' || SpacedValues.MayBeWord(text.Slice(start, end - start)))
                return true;
            text = text.Slice(end);
        }

        return false;
    }
}

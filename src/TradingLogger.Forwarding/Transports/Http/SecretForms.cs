using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Makes a pattern that finds a text in the forms in which a receiver may repeat it: each character as it is,
/// percent-encoded, or escaped as in JSON, and both ways of writing base64.</summary>
internal static class SecretForms
{
    // What is shorter is a part of many other words, so that its end must not be left out.
    private const int ShortestBase64 = 8;

    /// <summary>The pattern of any of some texts.</summary>
    /// <param name="secrets">The texts; a longer one that holds a shorter one stands before it.</param>
    /// <returns>Null when there is none.</returns>
    public static Regex? PatternOf(IReadOnlyCollection<string> secrets) => secrets.Count == 0
        ? null
        : new Regex(
            string.Join("|", secrets.Select(PatternOf)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string PatternOf(string secret)
    {
        var pattern = new StringBuilder();
        string start = secret.TrimEnd('=');
        if (start.Length < ShortestBase64)
            start = secret;
        for (int index = 0; index < start.Length; index++)
        {
            bool isPair = index + 1 < start.Length && char.IsSurrogatePair(start[index], start[index + 1]);
            AppendForms(pattern, start.Substring(index, isPair ? 2 : 1));
            index += isPair ? 1 : 0;
        }

        // The end of base64, which its other way leaves out.
        for (int index = start.Length; index < secret.Length; index++)
            pattern.Append("(?:=|%3D|\\\\u003D)?");
        return pattern.ToString();
    }

    private static void AppendForms(StringBuilder pattern, string character)
    {
        pattern.Append("(?:").Append(Regex.Escape(character)).Append('|');
        foreach (byte unit in Encoding.UTF8.GetBytes(character))
            pattern.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        pattern.Append('|');
        foreach (char unit in character)
            pattern.Append("\\\\u").Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
        if (OtherFormsOf(character[0]) is { } others)
            pattern.Append('|').Append(others);
        pattern.Append(')');
    }

    private static string? OtherFormsOf(char character) => character switch
    {
        ' ' => "\\+",
        '"' => "\\\\\"",
        '\\' => @"\\\\",
        '/' => "\\\\/|_",
        '+' => "-",
        '_' => "/|%2F|\\\\/",
        '-' => "\\+|%2B",
        _ => null,
    };
}

using System.Text;
using System.Text.RegularExpressions;

namespace TradingLogging.Live.Alerts;

/// <summary>Names with wildcards, without regard to case: <c>*</c>, <c>?</c> and sets such as <c>[a-c]</c>; a backtick
/// takes the meaning from the character behind it. Answers are remembered.</summary>
internal sealed class NamePatterns
{
    private const int MostRemembered = 10_000;

    private readonly Regex[] _patterns;
    private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);

    /// <param name="patterns">The patterns; none for any name.</param>
    /// <param name="includesChildren">Whether <c>trading</c> also means <c>trading.signals</c>.</param>
    /// <exception cref="FormatException">A set has no end.</exception>
    public NamePatterns(IReadOnlyList<string> patterns, bool includesChildren = false) =>
        _patterns = [.. patterns.Select(pattern => Compile(pattern, includesChildren))];

    /// <summary>Whether any name is like the patterns.</summary>
    public bool IsAny => _patterns.Length == 0;

    /// <summary>Whether a name is like one of the patterns; null, for none, only if any is.</summary>
    public bool IsLike(string? name)
    {
        if (IsAny || name is null)
            return IsAny;
        if (_answers.TryGetValue(name, out bool answer))
            return answer;
        if (_answers.Count == MostRemembered)
            _answers.Clear();
        return _answers[name] = Array.Exists(_patterns, pattern => pattern.IsMatch(name));
    }

    private static Regex Compile(string pattern, bool includesChildren)
    {
        var expression = new StringBuilder("^");
        bool isPlain = true;
        for (int index = 0; index < pattern.Length; index++)
        {
            char character = pattern[index];
            isPlain &= character is not ('*' or '?' or '[');
            switch (character)
            {
                case '*':
                    expression.Append(".*");
                    break;
                case '?':
                    expression.Append('.');
                    break;
                case '[':
                    AppendSet(expression, pattern, ref index);
                    break;
                case '`' when index + 1 < pattern.Length:
                    expression.Append(Regex.Escape(pattern[++index].ToString()));
                    break;
                default:
                    expression.Append(Regex.Escape(character.ToString()));
                    break;
            }
        }

        expression.Append(includesChildren && isPlain ? @"(\..*)?\z" : @"\z");
        return new Regex(
            expression.ToString(),
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
            AlertRuleCheck.LongestMatch);
    }

    private static void AppendSet(StringBuilder expression, string pattern, ref int index)
    {
        int end = pattern.IndexOf(']', Math.Min(index + 2, pattern.Length));
        if (end < 0)
            throw new FormatException("The set that begins with '[' has no ']'.");
        string set = pattern.Substring(index + 1, end - index - 1);
        expression.Append('[').Append(set.Replace("\\", "\\\\").Replace("[", "\\[").Replace("^", "\\^")
            .Replace("]", "\\]")).Append(']');
        index = end;
    }
}

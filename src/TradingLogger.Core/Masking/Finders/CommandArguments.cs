namespace TradingLogging.Masking.Finders;

/// <summary>Arguments of commands: <c>-ApiKey abc</c>, <c>--password abc</c>, <c>ConvertTo-SecureString abc</c>. An
/// error shows the line of the script in which they stand.</summary>
internal sealed class CommandArguments(SecretNames names) : SecretFinder
{
    private const string SecureString = "SecureString";

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int dash = IndexOf(text, "-", from); dash >= 0; dash = IndexOf(text, "-", dash + 1))
        {
            int nameEnd = dash + 1;
            while (nameEnd < text.Length && NameText.IsPart(text[nameEnd]))
                nameEnd++;
            if (nameEnd >= text.Length || text[nameEnd] != ' ')
                continue;
            ReadOnlySpan<char> word = text.Slice(dash + 1, nameEnd - dash - 1);
            bool isArgument = (dash == 0 || text[dash - 1] is ' ' or '-' or '\t') && names.IsSecret(word);
            if ((isArgument || word.SequenceEqual(SecureString.AsSpan())) && TryMeasure(text, nameEnd, out found))
                return true;
        }

        return false;
    }

    private static bool TryMeasure(ReadOnlySpan<char> text, int nameEnd, out TextRange found)
    {
        int start = SecretValue.SkipBlanks(text, nameEnd);
        found = default;
        if (start < text.Length && text[start] is '-' or '|' or '\n' or '\r')
            return false;
        found = SecretValue.MeasureWord(text, start);
        return found.End > found.Start;
    }
}

namespace TradingLogging.Masking.Finders;

/// <summary>Private keys in PEM form (RFC 7468), with or without a name before them.</summary>
internal sealed class PrivateKeyBlocks : SecretFinder
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";
    private const string Label = "PRIVATE KEY";

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int begin = IndexOf(text, Begin, from); begin >= 0; begin = IndexOf(text, Begin, begin + Begin.Length))
        {
            int label = begin + Begin.Length;
            int labelEnd = IndexOf(text, Dashes, label);
            if (labelEnd < 0)
                labelEnd = text.Length;
            if (text.Slice(label, labelEnd - label).IndexOf(Label.AsSpan()) < 0)
                continue;
            found = new TextRange(begin, EndOfBlock(text, labelEnd));
            return true;
        }

        return false;
    }

    private static int EndOfBlock(ReadOnlySpan<char> text, int from)
    {
        int end = IndexOf(text, End, from);
        int dashes = end < 0 ? -1 : IndexOf(text, Dashes, end + End.Length);
        return dashes < 0 ? text.Length : dashes + Dashes.Length;
    }
}

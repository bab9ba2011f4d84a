namespace TradingLogging.Reading.Parsing;

/// <summary>The white space that JSON allows between values.</summary>
internal static class JsonSpace
{
    /// <summary>The index of the first byte at or behind the given one that is no white space.</summary>
    public static int Skip(ReadOnlySpan<byte> json, int index)
    {
        while (index < json.Length && json[index] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            index++;
        return index;
    }
}

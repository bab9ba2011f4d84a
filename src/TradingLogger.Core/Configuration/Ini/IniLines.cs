using System.Text;

namespace TradingLogging.Configuration.Ini;

/// <summary>The lines of an INI file's bytes, without their ends: LF, CR LF or CR, as in Python's text files.</summary>
internal sealed class IniLines(string path, byte[] content)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines in order.</summary>
    /// <exception cref="ConfigurationException">A line is not valid UTF-8; the message names file and line.</exception>
    public IEnumerable<string> Read()
    {
        int lineNumber = 0;
        int start = HasByteOrderMark() ? 3 : 0;
        while (start < content.Length)
        {
            int end = EndOfLine(start);
            lineNumber++;
            yield return Decode(start, end, lineNumber);
            start = StartOfNextLine(end);
        }
    }

    private bool HasByteOrderMark() =>
        content.Length >= 3 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF;

    private int EndOfLine(int start)
    {
        int end = start;
        while (end < content.Length && content[end] is not ((byte)'\n' or (byte)'\r'))
            end++;
        return end;
    }

    private int StartOfNextLine(int end)
    {
        bool isPair = end + 1 < content.Length && content[end] == '\r' && content[end + 1] == '\n';
        return end + (isPair ? 2 : 1);
    }

    // Line by line, so that an error knows its line: no UTF-8 sequence contains the byte of a line end.
    private string Decode(int start, int end, int lineNumber)
    {
        try
        {
            return Utf8.GetString(content, start, end - start);
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException(
                FormattableString.Invariant($"{path}, line {lineNumber}: not valid UTF-8. Save the file as UTF-8."),
                path,
                lineNumber,
                error);
        }
    }
}

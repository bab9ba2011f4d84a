using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Storage.Rotation;

/// <summary>Up to where a forwarder has sent a file of a log. A file is known by its first line, because names and file
/// numbers are used again.</summary>
/// <param name="Name">The name that rotation gave it, without <c>.gz</c>.</param>
/// <param name="FirstLine">The SHA-256 of its first line, in hexadecimal digits.</param>
/// <param name="Offset">The uncompressed offset behind the line feed of the last line that was sent, above 0.</param>
/// <param name="Lines">How many lines stand before that offset.</param>
/// <param name="LastStart">The offset of the last line that was sent.</param>
/// <param name="LastLine">The SHA-256 of that line, in hexadecimal digits.</param>
internal sealed record SentFile(
    string Name, string FirstLine, long Offset, long Lines, long LastStart, string LastLine)
{
    private const int HashDigits = 64;
    private const byte LineFeed = (byte)'\n';
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads what <see cref="ToString"/> made; null for anything else.</summary>
    public static SentFile? Parse(string text)
    {
        string[] words = text.Split([' '], 6);
        return words.Length == 6
            && words[0].Length == HashDigits
            && TryParse(words[1], out long offset)
            && TryParse(words[2], out long lines)
            && TryParse(words[3], out long lastStart)
            && words[4].Length == HashDigits
            && lastStart < offset
            ? new SentFile(words[5], words[0], offset, lines, lastStart, words[4])
            : null;
    }

    /// <summary>As it stands in a file.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{FirstLine} {Offset} {Lines} {LastStart} {LastLine} {Name}");

    /// <summary>The SHA-256 of the first line of a file, in hexadecimal digits; null when it has no whole
    /// line.</summary>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static string? HashFirstLine(ReadHandle handle) => HashLine(handle, 0, out _);

    /// <summary>The SHA-256 of a line, in hexadecimal digits; null when no line feed ends it.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="start">The offset of the line.</param>
    /// <param name="end">The offset behind its line feed.</param>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static string? HashLine(ReadHandle handle, long start, out long end)
    {
        using var source = new FileByteSource(handle, start);
        return HashLine(source, start, out end);
    }

    /// <summary>The SHA-256 of the next line of a source, in hexadecimal digits; null when no line feed ends
    /// it.</summary>
    /// <param name="source">Gives the line.</param>
    /// <param name="start">The offset of the line.</param>
    /// <param name="end">The offset behind its line feed.</param>
    /// <exception cref="FileOperationException">The source cannot be read.</exception>
    public static string? HashLine(ByteSource source, long start, out long end)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            end = start;
            int read;
            while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
            {
                int feed = buffer.AsSpan(0, read).IndexOf(LineFeed);
                hash.AppendData(buffer, 0, feed < 0 ? read : feed);
                end += feed < 0 ? read : feed + 1;
                if (feed >= 0)
                    return HexText.Of(hash.GetHashAndReset());
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryParse(string word, out long number) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>A small file of lines that is replaced as a whole, and that says by its last line whether it is
/// whole.</summary>
internal static class StateFile
{
    private const string SumName = "sum ";

    /// <summary>Reads the lines; null when the file is torn or damaged in any way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exists">Whether there is one.</param>
    /// <exception cref="FileOperationException">The file cannot be opened or read.</exception>
    public static IReadOnlyList<string>? Read(string path, out bool exists)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        exists = handle is not null;
        if (handle is null)
            return null;
        byte[] bytes = new byte[handle.GetLength()];
        int read = handle.Read(bytes, 0);
        string text = Encoding.UTF8.GetString(bytes, 0, read);
        int sum = text.LastIndexOf(SumName, StringComparison.Ordinal);
        return sum >= 0 && text == WithSum(text[..sum])
            ? text[..sum].Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
            : null;
    }

    /// <summary>Replaces the file. When it returns, the disk has the new one.</summary>
    /// <exception cref="FileOperationException">The file is as it was, or the disk may not have the new
    /// one.</exception>
    public static void Write(PlatformFiles files, string path, IEnumerable<string> lines)
    {
        string text = WithSum(string.Concat(lines.Select(line => line + "\n")));
        files.ReplaceContent(path, Encoding.UTF8.GetBytes(text), isSynced: true);
    }

    private static string WithSum(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return $"{text}{SumName}{HexText.Of(hash)}\n";
    }
}

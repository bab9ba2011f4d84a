using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class TextEscapingTests
{
    private const string Mark = "…[cut]";

    // What a reader, an editor or a terminal may take for the end of a line.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create(
        ['\n', '\r', '\v', '\f', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029']);

    // Unicode's Default_Ignorable_Code_Point.
    private static readonly (int First, int Last)[] Invisible =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("a\nb\r\nc\td", @"a\nb\r\nc\td")]
    [InlineData("\u001b[31mred\u0007", @"\u001b[31mred\u0007")]
    [InlineData("\0\u007f\u0085\u009b", @"\u0000\u007f\u0085\u009b")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\u202eevil\u2066\u200b\u200f\ufeff", @"\u202eevil\u2066\u200b\u200f\ufeff")]
    [InlineData("\U000E0041", @"\U000e0041")]
    [InlineData("Grüße, 価格 € 😀", "Grüße, 価格 € 😀")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData(@"C:\new\table", @"C:\new\table")]
    [InlineData("100% %s {0}", "100% %s {0}")]
    public void Text_appears_as_it_is_and_what_cannot_be_seen_as_an_escape(string text, string expected) =>
        Assert.Equal(expected, TextLines.Escape(text));

    [Fact]
    public void A_half_of_a_surrogate_pair_appears_as_an_escape()
    {
        Assert.Equal(@"a\ud83d", TextLines.Escape("a\ud83d"));
        Assert.Equal(@"\ude00b", TextLines.Escape("\ude00b"));
        Assert.Equal(@"\ude00\ud83d", TextLines.Escape("\ude00\ud83d"));
        Assert.Equal(@"\ud83d😀", TextLines.Escape("\ud83d😀"));
    }

    [Fact]
    public void No_code_point_ends_the_line_or_hides_or_drives_a_terminal()
    {
        for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            string character = Character(codePoint);
            string written = TextLines.Escape(character);
            bool isEscaped = written != character;
            bool mustBe = MustBeEscaped(codePoint);
            if (mustBe && !isEscaped)
                Assert.Fail(Invariant($"U+{codePoint:X4} appears raw."));
            if (!mustBe && isEscaped && IsAssigned(codePoint))
                Assert.Fail(Invariant($"U+{codePoint:X4} appears as {written}."));
            if (isEscaped)
                Assert.Equal(EscapeOf(codePoint), written);
        }
    }

    [Fact]
    public void Any_message_is_one_physical_line()
    {
        string[] hostile = ["\n", "\r\n", "\u2028", "2025-12-18 10:30:45 | INFO", "\u001b[2J", "😀", "\ud83d"];
        Gen<string> part = Gen.OneOf(Gen.String, Gen.Int[0, hostile.Length - 1].Select(index => hostile[index]));
        part.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            string line = TextLines.Format(text);

            Assert.Equal('\n', line[^1]);
            Assert.Equal(-1, line.AsSpan(0, line.Length - 1).IndexOfAny(LineEnds));
            Assert.DoesNotContain(line[..^1], char.IsControl);
            Assert.True(
                Encoding.UTF8.GetBytes(line).AsSpan().SequenceEqual(new UTF8Encoding(false, true).GetBytes(line)));
        });
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef" + Mark)]
    [InlineData("ab\n", 2, "ab" + Mark)]
    [InlineData("a", 0, Mark)]
    [InlineData("", 0, "")]
    [InlineData("abü", 4, "abü")]
    [InlineData("abcüx", 4, "abcü" + Mark)]
    [InlineData("abc😀x", 4, "abc😀" + Mark)]
    [InlineData("😀😀", 1, "😀" + Mark)]
    public void A_long_text_is_cut_between_two_characters_and_the_cut_is_marked(
        string text, int maxBytes, string expected) =>
        Assert.Equal(expected, TextLines.Escape(text, maxBytes));

    [Fact]
    public void A_cut_text_is_little_longer_than_allowed_and_begins_like_the_whole()
    {
        Gen.Select(Gen.String, Gen.Int[0, 300]).Sample((text, maxBytes) =>
        {
            string whole = TextLines.Escape(text);
            string cut = TextLines.Escape(text, maxBytes);
            int bytes = Encoding.UTF8.GetByteCount(cut);

            Assert.True(bytes <= maxBytes + "\\U0001f600".Length + Encoding.UTF8.GetByteCount(Mark));
            Assert.True(cut == whole || (cut.EndsWith(Mark, StringComparison.Ordinal)
                && whole.StartsWith(cut[..^Mark.Length], StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void What_is_in_the_buffer_already_counts_for_nothing()
    {
        var buffer = new Utf8Buffer();
        buffer.Write("before"u8);

        Assert.True(TextEscaping.Write(buffer, "abc".AsSpan(), 3));
        Assert.Equal("beforeabc", TextLines.Text(buffer));
    }

    private static string Character(int codePoint) =>
        codePoint <= char.MaxValue ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);

    private static string EscapeOf(int codePoint) => codePoint switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        <= char.MaxValue => Invariant($@"\u{codePoint:x4}"),
        _ => Invariant($@"\U{codePoint:x8}"),
    };

    private static bool MustBeEscaped(int codePoint) =>
        codePoint is < ' ' or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or (>= 0xD800 and < 0xE000)
        || Category(codePoint) == UnicodeCategory.Format
        || Array.Exists(Invisible, range => codePoint >= range.First && codePoint <= range.Last);

    private static bool IsAssigned(int codePoint) => Category(codePoint) != UnicodeCategory.OtherNotAssigned;

    private static UnicodeCategory Category(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

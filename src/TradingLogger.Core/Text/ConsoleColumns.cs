using System.Globalization;

namespace TradingLogging.Text;

/// <summary>Cuts lines to the width of a terminal. A terminal shows wide characters in two columns and combining ones
/// in none. Where terminals differ, a character counts as wide, so that no line is broken.</summary>
internal static class ConsoleColumns
{
    private const string Cut = "\u2026";

    // Some terminals break a line that fills the last column.
    private const int Margin = 1;
    private const int NarrowestTerminal = 20;

    /// <summary>Cuts a line that is wider than the terminal, and marks the cut by an ellipsis.</summary>
    /// <param name="line">The line, without control characters.</param>
    /// <param name="width">The columns of the terminal; null when there is none, and below 20 nothing is cut.</param>
    public static string Fit(string line, int? width)
    {
        if (width is not { } columns || columns < NarrowestTerminal || 2 * (long)line.Length < columns)
            return line;
        int room = columns - Margin;
        int fitting = 0;
        int used = 0;
        for (int index = 0; index < line.Length; index += UnitsAt(line, index))
        {
            used += WidthAt(line, index);
            if (used > room)
                return line.Remove(fitting) + Cut;
            // The ellipsis takes a column itself; what combines with the last character goes with it.
            if (used < room)
                fitting = index + UnitsAt(line, index);
        }

        return line;
    }

    /// <summary>How many columns a line takes.</summary>
    /// <param name="line">The line, without control characters.</param>
    public static int WidthOf(string line)
    {
        int used = 0;
        for (int index = 0; index < line.Length; index += UnitsAt(line, index))
            used += WidthAt(line, index);
        return used;
    }

    private static int UnitsAt(string line, int index) =>
        char.IsHighSurrogate(line[index]) && index + 1 < line.Length && char.IsLowSurrogate(line[index + 1]) ? 2 : 1;

    private static int WidthAt(string line, int index)
    {
        if (line[index] < 0x300)
            return 1;
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(line, index);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;
        return IsWide(UnitsAt(line, index) == 2 ? char.ConvertToUtf32(line, index) : line[index]) ? 2 : 1;
    }

    // Hangul, the scripts of East Asia, full width forms, and symbols that terminals show as pictures.
    private static bool IsWide(int codePoint) => codePoint
        is (>= 0x1100 and <= 0x115F) or (>= 0x231A and <= 0x23FF) or (>= 0x25A0 and <= 0x27BF)
        or (>= 0x2B00 and <= 0x2BFF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x16FE0 and <= 0x18DFF)
        or (>= 0x1B000 and <= 0x1B2FF) or (>= 0x1F000 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}

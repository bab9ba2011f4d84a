using System.Runtime.CompilerServices;

namespace TradingLogging.Formatting;

/// <summary>How large the line of one trade event may become. What goes beyond is cut and marked.</summary>
internal sealed record TradeLineLimits
{
    internal const int LeastBytes = 4096;

    /// <summary>The longest line in bytes that anybody writes, reads or verifies.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The longest line in bytes, without the line feed: 4,096 to 67,108,864, by default 262,144. Room for the
    /// mark <c>"truncated": true</c> is always kept free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxBytes { get; init => field = Checked(value, LeastBytes, MostBytes); } = 262144;

    /// <summary>How many levels of objects and lists are written, the event itself being the first: 1 to 64, by default
    /// 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxDepth { get; init => field = Checked(value, 1, 64); } = 16;

    /// <summary>How many values the event's data may have, at all levels together: 1 to 1,000,000, by default
    /// 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxNodes { get; init => field = Checked(value, 1, 1_000_000); } = 1000;

    private static int Checked(int value, int least, int most, [CallerMemberName] string name = "")
    {
        if (value < least || value > most)
        {
            string message = FormattableString.Invariant($"{name} must be from {least} to {most}.");
            throw new ArgumentOutOfRangeException(name, value, message);
        }

        return value;
    }
}

using System.Globalization;

namespace TradingLogging.Live.Summaries;

/// <summary>How moments and sizes are shown, on the page and in the terminal alike.</summary>
internal static class Shown
{
    /// <summary>A moment to the millisecond, by the clock of a day's zone: on that day without the date, else to the
    /// second.</summary>
    /// <param name="moment">The moment, by the clock that is shown.</param>
    /// <param name="day">The midnight at which the day began.</param>
    public static string Time(DateTimeOffset moment, DateTimeOffset day) => Time(moment, day, "HH:mm:ss.fff");

    /// <summary>A moment to the second: without the date on the day.</summary>
    /// <param name="moment">The moment, by the clock that is shown.</param>
    /// <param name="day">The midnight at which the day began.</param>
    public static string Second(DateTimeOffset moment, DateTimeOffset day) => Time(moment, day, "HH:mm:ss");

    /// <summary>A size in decimal units.</summary>
    /// <param name="bytes">The size in bytes.</param>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:0.#} MB"),
        < 1_000_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.#} GB"),
        _ => FormattableString.Invariant($"{bytes / 1e12:0.#} TB"),
    };

    private static string Time(DateTimeOffset moment, DateTimeOffset day, string onTheDay) => moment.ToString(
        moment.Date == day.Date ? onTheDay : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

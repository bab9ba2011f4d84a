using System.Globalization;

namespace TradingLogging.Storage.Rotation;

/// <summary>What decides how long set-aside days of <c>trades.log</c> are kept (setting <c>retention</c>).</summary>
public readonly record struct Retention
{
    /// <summary>The most days that can be asked for.</summary>
    public const int MostDays = 100_000;

    private readonly int _code;

    /// <summary>Keeps the days of a span of time.</summary>
    /// <param name="days">How many calendar days, 1 to 100,000, counted back from the newest day that is set aside;
    /// 1,827 are five years.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public Retention(int days)
    {
        if (days is < 1 or > MostDays)
            throw new ArgumentOutOfRangeException(nameof(days), days, $"The retention must be {ValidValues}.");
        _code = days;
    }

    private Retention(bool isForever) => _code = isForever ? -1 : 0;

    /// <summary>The number of files decides (setting <c>trade_backup_count</c>). The default.</summary>
    public static Retention Files => default;

    /// <summary>Nothing is ever deleted.</summary>
    public static Retention Forever => new(isForever: true);

    /// <summary>Whether nothing is ever deleted.</summary>
    public bool IsForever => _code < 0;

    /// <summary>How many calendar days are kept; null when not days decide.</summary>
    public int? Days => _code > 0 ? _code : null;

    internal static string ValidValues { get; } =
        FormattableString.Invariant($"files, forever, or a number of days from 1 to {MostDays}");

    /// <summary>Reads <c>files</c>, <c>forever</c> or a number of days, without regard to case.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static Retention Parse(string text) =>
        TryParse(text, out Retention retention)
            ? retention
            : throw new FormatException($"The retention must be {ValidValues}.");

    /// <summary>As it is written in an INI file.</summary>
    /// <returns><c>files</c>, <c>forever</c> or a number.</returns>
    public override string ToString() => _code switch
    {
        0 => "files",
        < 0 => "forever",
        _ => _code.ToString(CultureInfo.InvariantCulture),
    };

    internal static bool TryParse(string? text, out Retention retention)
    {
        string word = text?.Trim() ?? "";
        bool isForever = string.Equals(word, "forever", StringComparison.OrdinalIgnoreCase);
        retention = isForever ? Forever : Files;
        if (isForever || string.Equals(word, "files", StringComparison.OrdinalIgnoreCase))
            return true;
        bool isDays = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int days)
            && days is >= 1 and <= MostDays;
        if (isDays)
            retention = new Retention(days);
        return isDays;
    }
}

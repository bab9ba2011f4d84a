using System.Globalization;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>What decides how long archived days of <c>trades.log</c> are kept (setting <c>retention</c>).</summary>
public readonly record struct Retention
{
    /// <summary>The most days that can be asked for.</summary>
    public const int MostDays = 100_000;

    private readonly int _code;

    /// <summary>Keeps the days of a span of time.</summary>
    /// <param name="days">How many calendar days, 1 to 100,000, counted back from the newest day that is archived;
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
    /// <remarks>PowerShell looks for this method to convert the argument of <c>-Retention</c>.</remarks>
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

/// <summary>How long a process wants archives to be kept. The longest request of all processes that write a log stands
/// beside it, in <c>.trades.log.retention</c>, and wins: a process with default settings never deletes what another one
/// keeps.</summary>
/// <param name="Files">How many days or backups are kept at least; 0 for no such request.</param>
/// <param name="Days">For how many calendar days they are kept at least; 0 for no such request.</param>
/// <param name="IsForever">Whether nothing is ever deleted.</param>
internal readonly record struct RetentionRequest(int Files, int Days, bool IsForever)
{
    private const string ForeverKey = "forever";
    private const string FilesKey = "files";
    private const string DaysKey = "days";
    private const string HoldKey = "forward_hold";
    private const string CompressedKey = "compressed";
    private const int LargestFile = 1024;

    /// <summary>For how many calendar days a day is kept at least that a forwarder has not sent; 0 for no such
    /// request.</summary>
    public int HoldDays { get; init; }

    /// <summary>Whether compressed archives count and are deleted as others: a process compresses them (setting
    /// <c>compress_archives</c>). Until then those are left alone that somebody else has compressed.</summary>
    public bool CountsCompressed { get; init; }

    /// <summary>Whether there is no request at all.</summary>
    public bool IsNone => this == default;

    /// <summary>The path of the file beside a log.</summary>
    public static string PathOf(string logPath) =>
        Path.Combine(Path.GetDirectoryName(logPath)!, $".{Path.GetFileName(logPath)}.retention");

    /// <summary>The request that keeps all that either request keeps.</summary>
    public RetentionRequest Or(RetentionRequest other) =>
        new(Math.Max(Files, other.Files), Math.Max(Days, other.Days), IsForever || other.IsForever)
        {
            HoldDays = Math.Max(HoldDays, other.HoldDays),
            CountsCompressed = CountsCompressed || other.CountsCompressed,
        };

    /// <summary>Adds this request to those beside a log. Called by the holder of the log's lock.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The log.</param>
    /// <returns>The request of all processes.</returns>
    /// <exception cref="FileOperationException">The file cannot be read or written.</exception>
    public RetentionRequest Join(PlatformFiles files, string logPath)
    {
        string path = PathOf(logPath);
        RetentionRequest known = Read(path);
        RetentionRequest all = Or(known);
        if (all != known)
            files.ReplaceContent(path, Encoding.UTF8.GetBytes(all.ToString()), isSynced: false);
        return all;
    }

    /// <summary>As it stands in the file: <c>files 30</c>, <c>days 400</c>, <c>forever</c>, <c>forward_hold 90</c> or
    /// <c>compressed</c>, one a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Files > 0)
            text.Append(FormattableString.Invariant($"{FilesKey} {Files}\n"));
        if (Days > 0)
            text.Append(FormattableString.Invariant($"{DaysKey} {Days}\n"));
        if (IsForever)
            text.Append(ForeverKey).Append('\n');
        if (HoldDays > 0)
            text.Append(FormattableString.Invariant($"{HoldKey} {HoldDays}\n"));
        if (CountsCompressed)
            text.Append(CompressedKey).Append('\n');
        return text.ToString();
    }

    private static RetentionRequest Read(string path)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return default;
        byte[] bytes = new byte[LargestFile];
        string text = Encoding.UTF8.GetString(bytes, 0, handle.Read(bytes, 0));
        RetentionRequest request = default;
        foreach (string line in text.Split('\n'))
            request = request.Or(Parse(path, line.Trim()));
        return request;
    }

    // A line that nobody understands may mean a long time: then nothing is deleted.
    private static RetentionRequest Parse(string path, string line)
    {
        if (line.Length == 0)
            return default;
        if (line == ForeverKey)
            return new RetentionRequest(0, 0, IsForever: true);
        if (line == CompressedKey)
            return new RetentionRequest(0, 0, IsForever: false) { CountsCompressed = true };
        string[] words = line.Split(' ');
        bool isNumber = int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return (words[0], words.Length == 2 && isNumber) switch
        {
            (FilesKey, true) => new RetentionRequest(number, 0, IsForever: false),
            (DaysKey, true) => new RetentionRequest(0, number, IsForever: false),
            (HoldKey, true) => new RetentionRequest(0, 0, IsForever: false) { HoldDays = number },
            _ => throw new FileOperationException(
                $"Cannot read '{path}': it holds more than files, days, forever, forward_hold and compressed. "
                + "Delete it."),
        };
    }
}

using System.Globalization;
using System.Text;
using TradingLogging.Analytics.Reports;

namespace TradingLogging.Reports.Lake;

/// <summary>The names of folders and files in a lake, as Hive made them common: <c>day=2025-12-18/symbol=BTCUSDT</c>.
/// </summary>
internal static class LakePath
{
    // Hive's word for none.
    private const string None = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The longest name of a folder in bytes, with which every system has a place for it.</summary>
    public const int LongestFolder = 255;

    // What Hive escapes, and what Windows has in no name.
    private const string Escaped = "\"#%'*/:=?\\{}[]^<>|";

    /// <summary>The folder of a day.</summary>
    public static string OfDay(DateTime day) => "day=" + NameOf(day);

    /// <summary>A day as the lake writes it.</summary>
    public static string NameOf(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The folder of a symbol; of an empty one, that of events without any.</summary>
    public static string OfSymbol(string symbol)
    {
        if (symbol.Length == 0)
            return "symbol=" + None;
        var name = new StringBuilder("symbol=");
        if (symbol == None)
            name.Append("%5F");
        for (int index = symbol == None ? 1 : 0; index < symbol.Length; index++)
        {
            char character = symbol[index];
            // Windows drops a dot or blank at the end of a name.
            bool isDropped = character is '.' or ' ' && index == symbol.Length - 1;
            // What is no ASCII is not escaped: readers take the bytes of an escape for UTF-8.
            if (character is < ' ' or '\x7F' || Escaped.Contains(character) || isDropped)
                name.Append('%').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture));
            else
                name.Append(character);
        }

        return name.ToString();
    }

    /// <summary>The file of a log in a folder.</summary>
    public static string FileName(TradeLake lake) => lake.Name + Extension(lake);

    /// <summary>The extension of the files of a lake.</summary>
    public static string Extension(TradeLake lake) =>
        lake.Format == TradeLakeFormat.Parquet ? ".parquet" : ".ndjson";

    /// <summary>Where a file is written until it is whole. Readers pass over it.</summary>
    public static string DraftOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
}

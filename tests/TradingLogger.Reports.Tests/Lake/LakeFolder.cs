using System.Globalization;
using DuckDB.NET.Data;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports.Lake;

namespace TradingLogging.Reports.Tests.Lake;

/// <summary>A directory with a log, and one with the lake that it is written to, as DuckDB reads it.</summary>
internal sealed class LakeFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tradinglogger-");

    public string Log => Path.Combine(_directory.FullName, "logs");

    public string Lake => Path.Combine(_directory.FullName, "lake");

    /// <summary>The files of the lake with their folders, those that readers pass over too.</summary>
    public string[] Files =>
    [
        .. Directory.GetFiles(Lake, "*", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.None,
            })
            .Select(path => Path.GetRelativePath(Lake, path))
            .Where(path => Path.GetExtension(path) is not (".lock" or ".queue"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Adds lines to a file of the log.</summary>
    public void Add(string file, params string[] lines)
    {
        Directory.CreateDirectory(Log);
        File.AppendAllLines(Path.Combine(Log, file), lines);
    }

    /// <summary>A line of the log.</summary>
    public static string Line(string time, int number, string? symbol = "BTCUSDT", string offset = "+01:00") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"timestamp\": \"{time}{offset}\", \"action\": \"A\", \"n\": {number}, \"price\": {number}.10"
                + $"{(symbol is null ? "" : $", \"symbol\": \"{symbol}\"")}}}");

    /// <summary>Writes the log to the lake.</summary>
    public IReadOnlyList<string> Write(Func<TradeLake, TradeLake>? change = null, TradeLog? log = null)
    {
        var lake = new TradeLake { Directory = Lake, Name = "host" };
        var written = new List<string>();
        new TradeLakeWriter().Write(
            log ?? TradeLog.InDirectory(Log), change is null ? lake : change(lake), new LogReadOptions(), written.Add);
        return written;
    }

    /// <summary>The current file of <see cref="Moved"/>.</summary>
    public string MovedFile => Path.Combine(_directory.FullName, "moved", "trades.log");

    /// <summary>The same log in another place.</summary>
    public TradeLog Moved()
    {
        string moved = Path.GetDirectoryName(MovedFile)!;
        Directory.CreateDirectory(moved);
        foreach (string file in Directory.GetFiles(Log))
            File.Copy(file, Path.Combine(moved, Path.GetFileName(file)), overwrite: true);
        return TradeLog.InDirectory(moved);
    }

    /// <summary>The rows of a query, each as its values joined by blanks; <c>{lake}</c> in it is the
    /// directory.</summary>
    public string[] Query(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql.Replace("{lake}", Lake, StringComparison.Ordinal);
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(field =>
                reader.IsDBNull(field) ? "NULL"
                    : Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture))));
        }

        return [.. rows];
    }

    public void Dispose() => _directory.Delete(recursive: true);
}

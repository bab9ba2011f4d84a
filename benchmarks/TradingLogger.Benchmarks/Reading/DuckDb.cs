using System.Globalization;
using DuckDB.NET.Data;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Counts with DuckDB, on as many threads as it likes.</summary>
internal static class DuckDb
{
    /// <summary>Counts the fills in the files of a pattern.</summary>
    public static long CountFills(string files)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText =
            $"select count(*) from read_json('{files}', format = 'newline_delimited', columns = {{action: "
                + "'VARCHAR'}) where action = 'ORDER_FILLED'";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}

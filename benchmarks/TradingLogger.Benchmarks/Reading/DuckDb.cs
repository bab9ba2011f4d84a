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
    /// <summary>Writes the files of a pattern as one Parquet file.</summary>
    public static void CopyToParquet(string files, string destination)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"copy (select * from read_json('{files}', format = 'newline_delimited')) "
            + $"to '{destination}' (format parquet)";
        command.ExecuteNonQuery();
    }

    /// <summary>Counts and adds up what a Parquet file has, in whole units of its last digits: the file of DuckDB has
    /// doubles.</summary>
    public static string Sums(string file)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select concat_ws(' ', count(*), count(distinct order_id), "
            + "sum(round(price * 100)::bigint), sum(round(quantity * 1000)::bigint), sum(round(pnl * 100000)::bigint), "
            + $"sum(round(fee * 10000)::bigint)) from read_parquet('{file}')";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}

using System.Text.RegularExpressions;
using TradingLogging.Tests.Configuration;
using Xunit;

namespace TradingLogging.Reports.Tests.Lake;

/// <summary>The queries of <c>docs/lake.md</c>, as they stand there.</summary>
public sealed partial class LakeDocumentTests : IDisposable
{
    private readonly LakeFolder _folder = new();

    public LakeDocumentTests()
    {
        _folder.Add(
            "trades.log.2025-12-17",
            Line("17", 1, "ORDER_PLACED", "\"order_id\": \"a\", \"symbol\": \"X\""),
            Line("17", 2, "ORDER_FILLED", "\"order_id\": \"a\", \"symbol\": \"X\""),
            Line("17", 3, "POSITION_CLOSED", "\"strategy\": \"SMA\", \"pnl\": 1.50"));
        _folder.Add(
            "trades.log",
            Line("18", 4, "ORDER_PLACED", "\"order_id\": \"b\", \"symbol\": \"X\""),
            Line("18", 7, "POSITION_CLOSED", "\"strategy\": \"SMA\", \"pnl\": -2"));
        _folder.Write(lake => lake with { Name = "desk-1" });
        _folder.Write(lake => lake with { Name = "desk-2" }, _folder.Moved());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pnl_by_day_and_strategy_is_that_of_all_hosts() => Assert.Equal(
        ["SMA 3 2", "SMA -4 2"],
        Query("pnl by day and strategy").Select(row => row[(row.IndexOf("SMA", StringComparison.Ordinal))..]));

    [Fact]
    public void Orders_without_a_fill_are_found_by_host() => Assert.Equal(
        ["desk-1.parquet b X", "desk-2.parquet b X"],
        Query("orders without a fill").Select(row => row[(row.IndexOf("desk", StringComparison.Ordinal))..]));

    [Fact]
    public void Gaps_in_the_numbers_are_found_by_host() => Assert.Equal(
        ["desk-1.parquet 5 6", "desk-2.parquet 5 6"],
        Query("gaps in the numbers"));

    private static string Line(string day, int seq, string action, string members) =>
        $"{{\"timestamp\": \"2025-12-{day}T10:00:00+01:00\", \"action\": \"{action}\", {members}, \"seq\": {seq}}}";

    private string[] Query(string title)
    {
        string document = File.ReadAllText(RepositoryFile.PathOf("docs/lake.md"));
        string sql = Block().Matches(document).Select(block => block.Groups[1].Value)
            .Single(block => block.StartsWith("-- " + title, StringComparison.Ordinal));
        return _folder.Query(sql.Replace("'lake/", "'{lake}/", StringComparison.Ordinal));
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

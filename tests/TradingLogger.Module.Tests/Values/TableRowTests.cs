using TradingLogging.PowerShell.Tests.Commands;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Values;

/// <summary>Rows of tables as trade events: of a database, and of exported events.</summary>
public sealed class TableRowTests : IDisposable
{
    private const string Table = """
        $table = [System.Data.DataTable]::new()
        'Action', 'symbol', 'EventTime' | ForEach-Object { [void]$table.Columns.Add($_) }
        [void]$table.Rows.Add('FILL', 'BTC', '2025-01-01T00:00:00Z')
        [void]$table.Rows.Add('FILL', [DBNull]::Value, [DBNull]::Value)

        """;

    private readonly PowerShellSession _session = LogFiles.LoggingSession("de-DE");

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_row_of_a_database_is_its_columns_and_a_null_of_it_says_nothing()
    {
        ScriptResult result = _session.Invoke(Table + """
            $table | Write-TradeEvent
            $table.DefaultView[0] | Write-TradeEvent
            """).Succeeded();

        const string Time = "\"event_time\": \"2025-01-01T00:00:00.000000+00:00\"";
        Assert.Equal(
            [
                "{\"action\": \"FILL\", " + Time + ", \"symbol\": \"BTC\"}",
                "{\"action\": \"FILL\", \"symbol\": null}",
                "{\"action\": \"FILL\", " + Time + ", \"symbol\": \"BTC\"}",
            ],
            _session.Events());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_row_inside_an_event_is_its_columns_with_what_a_script_has_added()
    {
        _session.Invoke(Table + """
            $row = $table.Rows[0]
            $row | Add-Member desk fx
            Write-TradeEvent NESTED @{ row = $row }
            $table.AcceptChanges()
            $table.Rows[1].Delete()
            Write-TradeEvent DELETED @{ row = $table.Rows[1] }
            """).Succeeded();

        Assert.Equal(
            [
                "{\"action\": \"NESTED\", \"row\": {\"desk\": \"fx\", \"Action\": \"FILL\", "
                    + "\"symbol\": \"BTC\", \"EventTime\": \"2025-01-01T00:00:00Z\"}}",
                "{\"action\": \"DELETED\", \"row\": {\"Action\": \"FILL\", \"symbol\": null, \"EventTime\": null}}",
            ],
            _session.Events());
    }

    [Fact]
    public void An_exported_event_is_a_copy_whatever_the_order_of_its_columns()
    {
        ScriptResult result = _session.Invoke("""
            Write-TradeEvent A ([ordered]@{ symbol = 'X' }) -EventTime 2025-01-02T03:04:05Z
            $event = Get-TradeEvent
            $event | Select-Object symbol, Action, Timestamp | Write-TradeEvent
            [datetimeoffset](Get-TradeEvent -Last 1).event_time -eq $event.Timestamp
            @{ action = 'B'; Timestamp = 'dusk' }, [pscustomobject]@{ Action = 'C'; Timestamp = 'dusk' } |
                Write-TradeEvent
            """).Succeeded();

        Assert.Equal([true], result.Values);
        Assert.Equal(2, result.Warnings.Length);
        Assert.All(
            _session.Events().Skip(2), line => Assert.Contains("\"data.Timestamp\": \"dusk\"", line));
    }
}

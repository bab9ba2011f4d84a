using TradingLogging.PowerShell.Tests.Commands;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Values;

/// <summary>Events that were read, enriched and written again, and rows of a database.</summary>
public sealed class CopiedEventTests : IDisposable
{
    private readonly PowerShellSession _session = LogFiles.LoggingSession();

    public CopiedEventTests() => _session.Invoke("""
        Initialize-TradingLogger -Name source source -Integrity Chain -Evidence Script -NoConsole
        $data = [ordered]@{ symbol = 'Z'; price = [decimal]'1.10'; event_time = '2025-01-02T03:04:05Z' }
        Write-TradeEvent ET $data -Instance source
        """).Succeeded();

    public void Dispose()
    {
        _session.Dispose();
        TradingLogger.GetInstance("source").Close();
    }

    [Theory]
    [InlineData("Add-Member desk fx -PassThru", "ET", "\"price\": 1.10, ", ", \"desk\": \"fx\"")]
    [InlineData("Add-Member price 2 -Force -PassThru", "ET", "\"price\": 2, ", "")]
    [InlineData("Add-Member Action OTHER -Force -PassThru", "OTHER", "\"price\": 1.10, ", "")]
    [InlineData(
        "Add-Member -MemberType ScriptProperty twice { $this.price * 2 } -PassThru", "ET", "\"price\": 1.10, ",
        ", \"twice\": 2.20")]
    [InlineData("Select-Object *, @{ n = 'note'; e = { 'm' } }", "ET", "\"price\": 1.10, ", ", \"note\": \"m\"")]
    public void What_a_script_adds_to_an_event_is_written_and_what_the_log_added_is_not(
        string change, string action, string price, string added)
    {
        ScriptResult result = _session.Invoke(
            $"Get-TradeEvent -Instance source | {change} | Write-TradeEvent").Succeeded();

        Assert.Empty(result.Warnings);
        string line = Assert.Single(_session.Events());
        Assert.StartsWith($"{{\"action\": \"{action}\"", line, StringComparison.Ordinal);
        Assert.Contains("\"symbol\": \"Z\"", line, StringComparison.Ordinal);
        Assert.Contains(price.TrimEnd(' ', ',').Replace("1.10", "1.1", StringComparison.Ordinal), line);
        Assert.Contains(added.TrimEnd('0'), line, StringComparison.Ordinal);
        Assert.All(["seq", "prev", "evidence"], name => Assert.DoesNotContain(name, line));
    }

    [Fact]
    public void A_table_gives_an_event_back_without_what_the_log_added()
    {
        ScriptResult result = _session.Invoke("""
            Get-TradeEvent -Instance source | Export-Csv events.csv
            Import-Csv events.csv | Write-TradeEvent
            """).Succeeded();

        Assert.Empty(result.Warnings);
        Assert.DoesNotContain("evidence", Assert.Single(_session.Events()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_a_database_is_its_columns_and_its_null_is_none()
    {
        ScriptResult result = _session.Invoke("""
            $table = [System.Data.DataTable]::new()
            'Action', 'symbol', 'EventTime', 'note' | ForEach-Object { [void]$table.Columns.Add($_) }
            [void]$table.Rows.Add('DT', 'A', '2025-01-02T03:04:05Z', [DBNull]::Value)
            [void]$table.Rows.Add('DT', 'B', [DBNull]::Value, 'n')
            $table | Write-TradeEvent
            $table.DefaultView[1] | Write-TradeEvent
            Write-TradeEvent -Data $table.Rows[1]
            $table.Rows[1] | Add-Member desk fx -PassThru | Write-TradeEvent
            """).Succeeded();

        Assert.Empty(result.Warnings);
        Assert.Equal(
            [
                "{\"action\": \"DT\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\", \"symbol\": \"A\", "
                    + "\"note\": null}",
                "{\"action\": \"DT\", \"symbol\": \"B\", \"note\": \"n\"}",
                "{\"action\": \"DT\", \"symbol\": \"B\", \"note\": \"n\"}",
                "{\"action\": \"DT\", \"symbol\": \"B\", \"note\": \"n\"}",
                "{\"action\": \"DT\", \"desk\": \"fx\", \"symbol\": \"B\", \"note\": \"n\"}",
            ],
            _session.Events());
    }

    [Theory]
    [InlineData("$o | Write-TradeEvent")]
    [InlineData("Write-TradeEvent -Data $o")]
    public void Data_and_pipeline_say_the_time_alike(string write)
    {
        _session.Invoke($$"""
            $o = @{ Action = 'FILL'; EventTime = '2025-01-02T03:04:05Z' }
            {{write}}
            """).Succeeded();

        Assert.Equal(
            ["{\"action\": \"FILL\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\"}"], _session.Events());
    }
}

using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class ExportTradeReportTests
{
    private const string Day = MeasureTradeActivityTests.Day;

    [Theory]
    [InlineData("Export-TradeReport -DestinationPath day.html")]
    [InlineData("Export-TradeReport logs day.html")]
    [InlineData("Get-TradeEvent | Export-TradeReport -DestinationPath day.html")]
    [InlineData("Export-TradeReport -Path logs/trades.log -DestinationPath day.html")]
    public void The_page_shows_what_Measure_TradeActivity_measures(string command)
    {
        using var session = new PowerShellSession("de-DE");

        Assert.Empty(session.Invoke(Day + command).Succeeded().Output);

        var page = File.ReadAllText(session.File("day.html"));
        Assert.Contains("data-measure=\"net-pnl\" data-value=\"97.85\"", page, StringComparison.Ordinal);
        Assert.Contains("<tr data-finding=\"FillWithoutOrder\"", page, StringComparison.Ordinal);
        Assert.Contains("trades.log:5", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day.csv", "", "timestamp,action,")]
    [InlineData("day.JSON", "", "[\n{\"timestamp\": ")]
    [InlineData("day.parquet", "", "PAR1")]
    [InlineData("day.htm", "", "<!DOCTYPE html>")]
    [InlineData("day.txt", "-Format Csv", "timestamp,action,")]
    [InlineData("day.csv", "-Format Html", "<!DOCTYPE html>")]
    public void The_format_is_that_of_the_parameter_or_of_the_extension(string file, string parameter, string start)
    {
        using var session = new PowerShellSession();

        session.Invoke($"{Day} Export-TradeReport -DestinationPath {file} {parameter}").Succeeded();

        Assert.StartsWith(start, File.ReadAllText(session.File(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export-TradeReport logs fills.json -Action ORDER_FILLED")]
    [InlineData("Get-TradeEvent -Action ORDER_FILLED | Export-TradeReport -DestinationPath fills.json")]
    public void The_events_that_are_wanted_are_exported(string command)
    {
        using var session = new PowerShellSession();

        session.Invoke(Day + command).Succeeded();

        using JsonDocument events = JsonDocument.Parse(File.ReadAllText(session.File("fills.json")));
        Assert.Equal(["a1", "ghost"], events.RootElement.EnumerateArray().Select(fill => fill.GetProperty("order_id").GetString()));
    }

    [Fact]
    public void The_directory_is_made_and_the_file_is_given_with_PassThru()
    {
        using var session = new PowerShellSession();

        object file = Assert.Single(session.Invoke(Day + "Export-TradeReport -DestinationPath a/b/day.html -Title 'Desk 7' -PassThru").Succeeded().Values);

        Assert.Equal(session.File("a/b/day.html"), Assert.IsType<FileInfo>(file).FullName);
        Assert.Contains("<h1>Desk 7</h1>", File.ReadAllText(session.File("a/b/day.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_exists_is_replaced_only_with_Force()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("day.html"), "mine");

        ScriptResult refused = session.Invoke(Day + "Export-TradeReport -DestinationPath day.html");

        Assert.StartsWith("ReportExists,", refused.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(session.File("day.html")));

        session.Invoke("Export-TradeReport -DestinationPath day.html -Force").Succeeded();

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(session.File("day.html")), StringComparison.Ordinal);
        Assert.Equal(["day.html"], Directory.GetFiles(session.Directory).Select(Path.GetFileName));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        using var session = new PowerShellSession();

        session.Invoke(Day + "Export-TradeReport -DestinationPath day.html -PassThru -WhatIf").Succeeded();

        Assert.Empty(Directory.GetFiles(session.Directory));
    }

    [Theory]
    [InlineData("Export-TradeReport logs logs/trades.log -Force")]
    [InlineData("Export-TradeReport logs logs/trades.log.2025-12-17.json -Force")]
    [InlineData("Export-TradeReport -Path logs/trades.log -DestinationPath logs/trades.log -Format Json -Force")]
    public void A_log_is_never_replaced_by_its_report(string command)
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke(Day + command);

        Assert.StartsWith("ReportWouldReplaceLog,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(session.File("logs/trades.log")).Length);
    }

    [Fact]
    public void A_directory_in_the_place_of_the_file_is_an_error()
    {
        using var session = new PowerShellSession();

        Assert.StartsWith("ReportPathIsDirectory,", session.Invoke(Day + "Export-TradeReport -DestinationPath logs").Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_an_error_that_names_it()
    {
        using var session = new PowerShellSession();
        File.WriteAllText(session.File("file"), "");

        ScriptResult result = session.Invoke(Day + "Export-TradeReport -DestinationPath file/day.html");

        Assert.StartsWith("ReportNotWritten,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(session.File("file/day.html"), result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_no_table_holds_are_an_error_and_leave_no_file()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            $members = [ordered]@{}
            foreach ($i in 1..1001) { $members["m$i"] = $i }
            $events = foreach ($part in 1..2) { Write-TradeEvent A ([ordered]@{ "x$part" = 1 } + $members) -PassThru }
            $events | Export-TradeReport -DestinationPath day.csv
            """);

        Assert.StartsWith("ReportFormatNotSupported,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(session.Directory));
    }

    [Fact]
    public void A_missing_log_leaves_no_report()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke("Export-TradeReport nowhere day.html");

        Assert.StartsWith("LogDirectoryNotFound,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(session.Directory));
    }

    [Fact]
    public void A_damaged_line_is_told_once_though_a_table_reads_twice()
    {
        using var session = new PowerShellSession();
        session.Invoke(Day + "Close-TradingLogger").Succeeded();
        File.AppendAllText(session.File("logs/trades.log"), "{\"timestamp\": \"2025-\n");

        Assert.Single(session.Invoke("Export-TradeReport logs day.csv").Succeeded().Warnings);
    }
}

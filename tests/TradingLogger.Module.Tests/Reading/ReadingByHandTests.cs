using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Reading;

public sealed class ReadingByHandTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public ReadingByHandTests() => _session.Invoke("""
        Initialize-TradingLogger logs -NoConsole
        Write-TradeEvent ORDER_PLACED @{ order_id = '1'; symbol = 'BTC-PERP'; price = 4; venue = 'binance' }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTC-PERP'; price = 6; venue = 'kraken' }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; price = 8 }
        Write-TradingLog one -Logger trading.risk
        Write-TradingLog two -Logger trading.data -Level Warning
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-TradeEvent logs", 3)]
    [InlineData("Get-TradeEvent logs/trades.log", 3)]
    [InlineData("Get-TradeEvent logs/trades.log*", 3)]
    [InlineData("Get-TradeEvent -Path logs", 3)]
    [InlineData("Get-TradeEvent -LiteralPath logs/trades.log", 3)]
    [InlineData("Get-TradeEvent -LiteralPath logs, logs/trades.log", 3)]
    [InlineData("Get-Item logs | Get-TradeEvent", 3)]
    [InlineData("'logs' | Get-TradeEvent", 3)]
    [InlineData("Get-Item logs | Get-TradingLog -Logger trading.*", 2)]
    [InlineData("Get-Item logs | Watch-TradeEvent -Last 2 -Timeout 200ms", 2)]
    [InlineData("Get-Item logs | Get-TradeOrder", 1)]
    [InlineData("Watch-TradeEvent -Last 2 -Where { $_.price -gt 7 } -Timeout 0.2", 1)]
    [InlineData("Watch-TradingLog -Last 1 -Logger *.data -Timeout 0.4", 1)]
    [InlineData("Watch-TradingLog logs/trading.log -Timeout 0", 0)]
    public void A_log_is_read_by_its_directory_or_its_file(string command, int count)
    {
        object[] read = [.. _session.Invoke(command).Succeeded().Values];

        Assert.Equal(count, read.Length);
    }

    [Theory]
    [InlineData("-Where { $_.price -gt 5 }", 2)]
    [InlineData("-Where { $_.price -gt 5 } -Symbol ETH*", 1)]
    [InlineData("-Where @{ symbol = '*-perp' }", 2)]
    [InlineData("-Where @{ symbol = '*-perp', 'ETHUSDT' }", 3)]
    [InlineData("-Where @{ symbol = [regex]'^BTC' }", 2)]
    [InlineData("-Where @{ venue = [regex]::new('B', 'IgnoreCase', '00:00:01') }", 1)]
    [InlineData("-Where @{ price = [regex]'[46]' }", 2)]
    [InlineData("-Where @{ price = 4, 8; symbol = '[eb]*' }", 2)]
    [InlineData("-Where @{ venue = $null }", 1)]
    [InlineData("-Where @{ venue = $null, 'kraken' }", 1)]
    [InlineData("-Where @{ symbol = '[a' }", 0)]
    [InlineData("-Where $null", 3)]
    [InlineData("-Where @{}", 3)]
    public void Conditions_are_script_blocks_on_the_event_wildcards_and_expressions(string where, int count)
    {
        ScriptResult result = _session
            .Invoke($"Get-TradeEvent {where} -Count; Get-TradeEvent | Get-TradeEvent {where} -Count")
            .Succeeded();

        Assert.Equal([(long)count, (long)count], result.Values);
    }

    [Theory]
    [InlineData("{ throw 'no' }", "ConditionFailed")]
    [InlineData("{ $null.Foo() }", "ConditionFailed")]
    [InlineData("{ Write-Error no; $true }", "ConditionFailed")]
    [InlineData("@{ price = { throw 'no' } }", "ConditionFailed")]
    [InlineData("@{ '' = 1 }", "InvalidCondition")]
    [InlineData("5", "ParameterArgumentTransformationError")]
    [InlineData("@{ a = 1 } -Symbol '[a'", "InvalidCondition")]
    public void A_condition_that_fails_ends_the_reading_and_says_at_which_event(string where, string id)
    {
        foreach (string command in (string[])["Get-TradeEvent", "Measure-TradeActivity", "Get-TradeEvent -Count"])
        {
            ScriptResult result = _session.Invoke($"{command} -Where {where}");

            Assert.StartsWith(id + ",", result.Failed().FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Empty(result.Output);
            if (id == "ConditionFailed" && where[0] == '{')
                Assert.Contains("trades.log, line 1, byte 0", result.Errors[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1h", 3)]
    [InlineData("2d", 3)]
    [InlineData("'1H30M'", 3)]
    [InlineData("1.5w", 3)]
    [InlineData("(New-TimeSpan -Hours 1)", 3)]
    [InlineData("0s", 0)]
    [InlineData("'2020-01-01'", 3)]
    [InlineData("'0001-01-01'", 3)]
    public void Since_takes_how_long_ago_it_was(string since, int count)
    {
        string[] commands = ["Get-TradeEvent -Count", "(Measure-TradeActivity).Events"];
        foreach (string command in commands)
        {
            string script = command.Replace("TradeEvent", $"TradeEvent -Since {since}", StringComparison.Ordinal)
                .Replace("TradeActivity", $"TradeActivity -Since {since}", StringComparison.Ordinal);
            Assert.Equal((long)count, Assert.Single(_session.Invoke(script).Succeeded().Values));
        }

        _session.Invoke($"Get-TradeOrder -Since {since}; Get-TradingLog -Since {since} -Until 1d").Succeeded();
    }

    [Theory]
    [InlineData("-1h")]
    [InlineData("1y")]
    [InlineData("01/02/2025")]
    [InlineData("'1 Feb 2025'")]
    [InlineData("h")]
    [InlineData("''")]
    [InlineData("999999999w")]
    [InlineData("(New-TimeSpan -Hours -1)")]
    [InlineData("9999999d")]
    public void Since_refuses_what_is_neither_a_time_nor_a_duration(string since) => Assert.StartsWith(
        "ParameterArgumentTransformationError,",
        _session.Invoke($"Get-TradeEvent -Since {since}").Failed().FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-TradingLog -First 1 -Logger trading.*", "one")]
    [InlineData("Get-TradingLog -Last 1", "two")]
    [InlineData("Get-TradingLog -Logger *.data, trading.none", "two")]
    [InlineData("Get-TradingLog -Logger trading -Level Warning", "two")]
    public void Records_are_chosen_by_number_and_by_loggers(string command, string message) =>
        Assert.Equal(message, Assert.Single(_session.Invoke($"({command}).Message").Succeeded().Values));

    [Theory]
    [InlineData("Get-ChildItem logs | COMMAND")]
    [InlineData("Get-ChildItem . -Recurse | COMMAND")]
    [InlineData("COMMAND -Path logs/*")]
    [InlineData("COMMAND -Path logs/trading.log, logs/trades.log")]
    public void Files_of_the_other_log_of_a_directory_are_not_read_a_second_time(string command)
    {
        _session.Invoke("Set-Content logs/trades.log.2020-01-01.seal x").Succeeded();
        string Count(string text) =>
            _session.Invoke($"@({text}).Count").Succeeded() is { Warnings.IsEmpty: true } result
                ? Assert.Single(result.Values).ToString()!
                : "warned";

        Assert.Equal(Count("Get-TradeEvent logs"), Count(command.Replace("COMMAND", "Get-TradeEvent")));
        Assert.Equal(Count("Get-TradingLog logs"), Count(command.Replace("COMMAND", "Get-TradingLog")));
    }

    [Theory]
    [InlineData("Get-Item logs | Test-TradeLog -Quiet", new[] { true })]
    [InlineData("Test-TradeLog -Quiet", new[] { true })]
    [InlineData("Test-TradeLog logs/trades.log -Quiet", new[] { true })]
    [InlineData("Test-TradeLog -LiteralPath logs -Quiet", new[] { true })]
    [InlineData("Get-ChildItem logs/trades.log | Test-TradeLog -Quiet", new[] { true })]
    [InlineData("Test-TradeLog -Path logs/trades*, logs -Quiet", new[] { true })]
    [InlineData("'nowhere.log', 'logs', 'no/where' | Test-TradeLog -Quiet -ErrorAction Ignore", new[] { false, true })]
    [InlineData("Test-TradeLog -Path nothing*.log -Quiet", new bool[0])]
    [InlineData("@() | Test-TradeLog -Quiet", new bool[0])]
    [InlineData("Add-Content logs/trades.log torn; Test-TradeLog -Quiet", new[] { false })]
    public void A_log_is_tested_with_a_yes_or_a_no(string command, bool[] expected) =>
        Assert.Equal(expected, _session.Invoke(command).Succeeded().Values.Cast<bool>());

    [Fact]
    public void Logs_are_sealed_from_the_pipeline_and_one_that_fails_does_not_keep_the_others()
    {
        ScriptResult result = _session.Invoke("'no/where', 'logs' | Protect-TradeLog -Current");

        Assert.Equal("trades.log.seal", Assert.IsType<FileInfo>(Assert.Single(result.Values)).Name);
        Assert.StartsWith("LogFileNotFound,", result.Failed().FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}

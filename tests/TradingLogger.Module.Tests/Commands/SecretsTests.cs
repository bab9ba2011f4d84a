using System.Management.Automation;
using System.Text;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Tests;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

/// <summary>A secret that a script logs, looked for in every stream and every file.</summary>
public sealed class SecretsTests
{
    private const string Canary = "C4n4ryS3cr3tValue0123456789";

    [Fact]
    public void No_stream_and_no_file_has_the_secrets_of_a_script()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke($$"""
            Initialize-TradingLogger -LogDirectory logs -LogLevel Debug -Mask strategy_params -Verbose
            $secure = [System.Net.NetworkCredential]::new('', '{{Canary}}').SecurePassword
            $order = [pscustomobject]@{
                symbol = 'BTCUSDT'
                apiKey = '{{Canary}}'
                credential = [pscredential]::new('bot', $secure)
                strategy_params = '{{Canary}}'
            }
            $order | Write-TradeEvent ORDER_PLACED -PassThru
            Write-TradeEvent ORDER_PLACED @{
                headers = @{ 'X-MBX-APIKEY' = '{{Canary}}' }
                url = 'https://x/?signature={{Canary}}&a=1'
            }
            Write-TradeEvent 'token={{Canary}}' @{ timestamp = 1 }
            Write-TradingLog $order
            Write-TradingLog 'Authorization: Bearer {{Canary}}'
            Measure-TradingOperation 'password={{Canary}}' { }
            try { throw 'password={{Canary}}' } catch { Write-TradingLog failed -Level ERROR -ErrorRecord $_ }
            Write-TradeEvent X 'secret={{Canary}}'
            Get-TradingLogger | Out-String
            """);

        var all = new StringBuilder();
        foreach (string file in Directory.GetFiles(session.File("logs")))
            all.Append(SharedFile.ReadAllText(file));
        all.AppendJoin('\n', result.Output).AppendJoin('\n', result.Warnings).AppendJoin('\n', result.Verbose)
            .AppendJoin('\n', result.InformationText)
            .AppendJoin('\n', result.Errors.Select(error => $"{error} {error.CategoryInfo} {error.TargetObject}"));
        Assert.Contains("BTCUSDT", all.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"credential\": \"***\"", all.ToString(), StringComparison.Ordinal);
        Assert.Contains("***", all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, all.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Write-TradingLog hi -Logger 'token=CANARY' -Verbose")]
    [InlineData("Write-TradingLog hi -Logger 'trading.password=CANARY.x' -Level ERROR")]
    [InlineData("Write-TradingLog e -Level ERROR -Exception $error0")]
    [InlineData("Write-TradeEvent E @{ error = $error0 } -PassThru -Verbose -Debug")]
    [InlineData("Write-TradingLog e -Level ERROR -ErrorRecord $record")]
    [InlineData("Write-TradeEvent E @{ error = $record } -PassThru")]
    [InlineData("$record | Write-TradeEvent E -PassThru")]
    [InlineData("Write-TradeEvent E @{ 'api_key=CANARY' = 1; 'https://user:CANARY@host/' = 2 } -PassThru")]
    [InlineData("Write-TradeEvent E @{ script = { $apiKey = 'CANARY' } } -PassThru")]
    [InlineData("Write-TradeEvent E @{ arguments = '--password', 'CANARY' } -PassThru")]
    [InlineData("Write-TradeEvent E @{ headers = @(@{ name = 'X-API-KEY'; value = 'CANARY' }) } -PassThru")]
    [InlineData(
        "Write-TradeEvent E @{ headers = [pscustomobject]@{ Value = 'CANARY'; Name = 'CB-ACCESS-SIGN' } } -PassThru")]
    [InlineData("Write-TradeEvent E @{ headers = @(@{ 'X-API-KEY' = 'CANARY' }.GetEnumerator()) } -PassThru")]
    [InlineData("[pscustomobject]@{ name = 'X-API-KEY'; value = 'CANARY' } | Write-TradeEvent E -PassThru")]
    [InlineData("Write-TradingLog ([pscustomobject]@{ name = 'X-API-KEY'; value = 'CANARY' })")]
    [InlineData(
        "$secure = [System.Net.NetworkCredential]::new('', 'CANARY').SecurePassword; "
            + "Write-TradeEvent E @{ list = @(, @($secure, [pscredential]::new('bot', $secure))) } -PassThru")]
    [InlineData("Write-TradeEvent 'GET https://host/?signature=CANARY' @{ } -PassThru")]
    [InlineData("Write-TradeEvent E @{ login = [System.Net.NetworkCredential]::new('user', 'CANARY') } -PassThru")]
    [InlineData(
        "Write-TradeEvent E ([pscustomobject]@{ a = 1 } | ForEach-Object { "
            + "$_.psobject.Properties.Add([psscriptproperty]::new('Token', { 'CANARY' })); $_ }) -PassThru")]
    [InlineData(
        "Measure-TradingOperation 'signature=CANARY' { throw 'token=CANARY' } -Verbose -ErrorAction SilentlyContinue")]
    [InlineData(
        "[IO.File]::WriteAllText(\"$PWD/a.ini\", \"[logging]`nlog_level = password=CANARY`n\"); "
            + "Get-TradingLoggerConfig a.ini")]
    [InlineData(
        "[IO.File]::WriteAllText(\"$PWD/a.ini\", \"[logging]`napi_key = CANARY`n\"); "
            + "Get-TradingLoggerConfig a.ini -Verbose")]
    [InlineData("Initialize-TradingLogger -FileMode 'token=CANARY'")]
    public void What_an_attacker_tries_leaves_no_secret(string attempt)
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke($$"""
            Initialize-TradingLogger -LogDirectory logs -LogLevel Debug
            $error0 = [Exception]::new('outer', [Exception]::new('password={{Canary}}'))
            $error0.Data['apiKey'] = '{{Canary}}'
            $error0.HelpLink = 'https://host/?signature={{Canary}}'
            $error0.Source = 'token={{Canary}}'
            $target = @{ password = '{{Canary}}' }
            $record = [System.Management.Automation.ErrorRecord]::new(
                $error0, 'token={{Canary}}', 'InvalidOperation', $target)
            $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('secret: {{Canary}}')
            {{attempt.Replace("CANARY", Canary, StringComparison.Ordinal)}}
            """);

        var all = new StringBuilder();
        if (Directory.Exists(session.File("logs")))
        {
            foreach (string file in Directory.GetFiles(session.File("logs")))
                all.Append(SharedFile.ReadAllText(file));
        }

        all.AppendJoin('\n', result.Output).AppendJoin('\n', result.Warnings).AppendJoin('\n', result.Verbose)
            .AppendJoin('\n', result.InformationText)
            // What a script itself throws is the script's own.
            .AppendJoin(
                '\n',
                result.Errors
                    .Where(error => error.Exception is not RuntimeException)
                    .Select(error => error.Exception.Message));
        Assert.NotEqual(0, all.Length);
        Assert.DoesNotContain(Canary, all.ToString(), StringComparison.Ordinal);
    }
}

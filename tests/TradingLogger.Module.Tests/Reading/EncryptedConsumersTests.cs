using System.Text;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Reading;

/// <summary>What reads a log without its private key carries cipher text: nothing that is sent, shown, told or written
/// has the plain value.</summary>
public sealed class EncryptedConsumersTests : IDisposable
{
    private const string Canary = "U7CANARY7U";

    private readonly PowerShellSession _session = new();
    private readonly EventReceiver _receiver = new();

    public EncryptedConsumersTests() => _session.Invoke($$"""
        $key = [System.Security.Cryptography.ECDiffieHellman]::Create(
            [System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        Set-Content desk.pem $key.ExportPkcs8PrivateKeyPem()
        Set-Content desk.pub $key.ExportSubjectPublicKeyInfoPem()
        Initialize-TradingLogger logs -NoConsole -Encrypt account, client.*, price -EncryptTo desk.pub -EncryptKeys kept
        $order = [ordered]@{ order_id = 1; symbol = 'A'; side = 'BUY'; quantity = 1; price = 12.50d }
        $order.account = '{{Canary}}'
        $order.client = @{ name = '{{Canary}}' }
        Write-TradeEvent ORDER_PLACED $order
        Write-TradeEvent ORDER_FILLED $order
        Write-TradeEvent ORDER_REJECTED $order
        """).Succeeded();

    public void Dispose()
    {
        _receiver.Dispose();
        _session.Dispose();
    }

    [Fact]
    public void The_owner_reads_what_was_written()
    {
        ScriptResult result = _session.Invoke("""
            $read = Get-TradeEvent -KeyFile desk.pem -Action ORDER_FILLED
            $read.account, $read.client.name, $read.price
            (Get-TradeEvent -KeyFile desk.pem -Where @{ account = 'U7*' } -Count)
            (Get-TradeEvent -KeyFile desk.pem | Measure-TradeActivity).Turnover
            (Test-TradeLog).KeyProblems.Count
            """).Succeeded();

        Assert.Equal([Canary, Canary, 12.50m, 3L, 12.50m, 0], result.Values);
    }

    [Fact]
    public void A_receiver_gets_cipher_text()
    {
        _session.Invoke($"Send-TradeEvent {_receiver.Address}/ -Once").Succeeded();

        string sent = string.Join('\n', _receiver.Lines);
        Assert.Contains("encrypted:", sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_summary_and_dashboard_show_cipher_text()
    {
        ScriptResult result = _session.Invoke("""
            $rule = @{ Name = 'rejects'; Kind = 'Count'; Action = 'ORDER_REJECTED'; GroupBy = 'account' }
            Watch-TradeAlert $rule -PassThru -Once | ConvertTo-Json -Depth 5
            Test-TradeAlertRule -Rule $rule | ConvertTo-Json -Depth 5
            Show-TradeSummary -Once | Out-String
            Get-TradeOrder | ConvertTo-Json -Depth 5
            Measure-TradeActivity | ConvertTo-Json -Depth 5
            Find-TradeAnomaly -WarningAction Ignore | Out-String
            $dashboard = Start-TradeDashboard
            $entrance = Invoke-WebRequest $dashboard.Uri -SessionVariable browser
            $page = [uri]::new($dashboard.Uri, ($entrance.Content -replace '(?s).*url=([^"]+)".*', '$1'))
            (Invoke-WebRequest $page -WebSession $browser).Content
            $dashboard | Stop-TradeDashboard
            """).Succeeded();

        string shown = string.Join('\n', result.Values);
        Assert.Contains("ORDER_REJECTED", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void No_byte_of_any_file_that_the_product_writes_has_the_plain_value()
    {
        _session.Invoke("""
            Write-TradingLog 'message' -Data @{ account = 'unused' }
            Export-TradeReport -DestinationPath page.html
            Export-TradeReport -DestinationPath table.csv
            Export-TradeReport -DestinationPath table.json
            Export-TradeReport -DestinationPath table.parquet
            Export-TradeEvent lake
            $null = Get-TradeEvent -KeyFile desk.pem
            $null = Get-TradeEvent | Unprotect-TradeEvent -KeyFile desk.pem
            Close-TradingLogger
            """).Succeeded();

        string[] files = Directory.GetFiles(_session.Directory, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 8, string.Join('\n', files));
        Assert.All(files, file => Assert.False(
            File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) >= 0, file));
    }

    [Fact]
    public void Figures_that_need_what_is_encrypted_say_so()
    {
        ScriptResult result = _session.Invoke("""
            $activity = Measure-TradeActivity
            [long] $activity.FindingCounts.EncryptedMember
            [decimal] $activity.Turnover
            """).Succeeded();

        Assert.True((long)result.Values.First() >= 2);
        Assert.Equal(0m, result.Values.Last());
    }
}

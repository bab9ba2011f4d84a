using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Values;

/// <summary>Events and errors out of other processes, as data of events.</summary>
public sealed class RemotingTests
{
    private const string Script = """
        $module, $logs = $args
        Import-Module $module
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Integrity Chain
        $big = [bigint]::Pow(10, 20)
        $nested = @{ a = @{ b = @{ c = 5 } } }
        Write-TradeEvent SOURCE @{ symbol = 'BTC'; list = 1, 2; more = $nested; price = 1.10d; big = $big }
        $remote = {
            param($module, $logs)
            Import-Module $module
            Get-TradeEvent $logs -Last 1
            $culture = [cultureinfo] 'de-DE'
            $deep = @{ x = @{ y = 1 } }
            [pscustomobject]@{ day = [DayOfWeek]::Friday; flag = [switch] $true; culture = $culture; deep = $deep }
            try { Get-Item /missing -ErrorAction Stop } catch { $_; $_.Exception }
            Write-Error stream
        }
        $space = [runspacefactory]::CreateOutOfProcessRunspace($null)
        $space.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $space
        $first = $shell.AddScript($remote).AddArgument($module).AddArgument($logs).Invoke() + $shell.Streams.Error
        $space.Close()
        $second = Start-Job $remote -ArgumentList $module, $logs |
            Receive-Job -Wait -AutoRemoveJob -ErrorVariable errors 2>$null
        foreach ($set in $first, (@($second) + $errors)) {
            $set | Write-TradeEvent COPY -WarningAction SilentlyContinue
            Write-TradingLog -ErrorRecord $set[-1]
        }
        Get-Content (Join-Path $logs trades.log) | Select-Object -Skip 1 |
            ForEach-Object { $_ `
                -replace '^.*"action": "COPY", ("event_time": "[^"]*", )?' -replace ', "seq": \d+, "prev": "[^"]*"}$' }
        """;

    [Fact]
    [Trait("Category", "Long")]
    public void Events_objects_and_errors_out_of_a_runspace_and_a_job_keep_every_member()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");
        using var directory = new TemporaryDirectory();
        string script = directory.Write("script.ps1", Script);

        HostResult result = PwshProcess.Run(
            ["-File", script, RepositoryRoot.File("TradingLogger.psd1"), directory.File("logs")],
            directory.FullName);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        string[] lines = result.OutputLines;
        Assert.Equal(10, lines.Length);
        foreach (string[] set in (string[][])[lines[..5], lines[5..]])
        {
            Assert.StartsWith(
                "\"big\": 100000000000000000000, \"list\": [1, 2], \"more\": {\"a\": {\"b\": {\"c\": 5}}}, "
                + "\"price\": 1.10, \"symbol\": \"BTC\"",
                set[0],
                StringComparison.Ordinal);
            Assert.Equal(
                "\"day\": \"Friday\", \"flag\": true, \"culture\": \"de-DE\", \"deep\": {\"x\": {\"y\": 1}}",
                set[1]);
            Assert.StartsWith(
                "\"type\": \"System.Management.Automation.ItemNotFoundException\", "
                + "\"message\": \"Cannot find path '/missing'",
                set[2],
                StringComparison.Ordinal);
            Assert.Contains("\"category\": \"ObjectNotFound\"", set[2], StringComparison.Ordinal);
            Assert.Contains("\"error_id\": \"PathNotFound,", set[2], StringComparison.Ordinal);
            Assert.Contains("\"target\": \"/missing\"", set[2], StringComparison.Ordinal);
            Assert.StartsWith(
                "\"type\": \"System.Management.Automation.ItemNotFoundException\"", set[3], StringComparison.Ordinal);
            Assert.Contains("\"message\": \"stream\"", set[4], StringComparison.Ordinal);
        }
    }
}

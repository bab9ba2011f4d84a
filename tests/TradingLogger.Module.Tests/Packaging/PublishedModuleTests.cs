using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

/// <summary>The module as a stranger gets it: from a repository, with PowerShell's own commands, into a home of its
/// own.</summary>
[Collection(ModulePackageTests.Name)]
public sealed class PublishedModuleTests(ModulePackage package) : IDisposable
{
    private const string EveryCmdlet = """
        Get-TradingLoggerConfig | Initialize-TradingLogger -LogDirectory logs -Integrity Chain -NoConsole
        $null = New-TradingLogger trading.legacy -WarningAction Ignore
        Set-TradingLogLevel trading.risk DEBUG
        Set-TradingLogLevel -Reset
        Write-TradingLog 'Trading system starting'
        Write-TradingLog 'Wrapped' -StackLevel 2
        Write-TradingLog 'Failed' -InputObject ([exception]::new('why'))
        [pscustomobject]@{ Action = 'TICK'; n = 1 } | Write-TradeEvent -StackLevel 2
        "copied $((Get-TradeEvent -Last 1 | Write-TradeEvent -PassThru).n)"
        $null = 1 | Measure-TradingOperation step { $_ } -Level INFO -WarnAfter 60 -PassThru -StackLevel 2
        Measure-TradingOperation 'An order' {
            $order = @{ symbol = 'BTCUSDT'; order_id = '1'; side = 'BUY'; quantity = 0.10d; price = 50010.0 }
            Write-TradeEvent ORDER_PLACED $order
            Write-TradeEvent ORDER_FILLED $order
        }
        Push-TradingContext @{ run = 7 }
        Use-TradingContext @{ strategy = 'SMA' } { Write-TradeEvent SIGNAL_GENERATED }
        Pop-TradingContext
        "context $(@(Get-TradeEvent -Where @{ strategy = 'SMA'; run = 7 }).Count)"
        Trace-TradingScript { } -Name close -Logger trading.jobs
        Add-TradingLogHandler pager { param($record) } -Level ERROR -Logger trading.* -Filter { $_.Error } -Capacity 10
        "handlers $(@(Get-TradingLogHandler).Count)"
        Remove-TradingLogHandler pager
        "failures $((Get-TradingLogger).Failures)"
        "events $(@(Get-TradeEvent -OrderId 1).Count)"
        "records $(@(Get-TradingLog -Logger trading).Count -gt 0)"
        "watched $((Watch-TradeEvent -Since ([datetime]::Today) | Select-Object -First 1).Action)"
        "followed $(@(Watch-TradingLog -Last 1 | Select-Object -First 1).Count)"
        "orders $(@(Get-TradeOrder).Count)"
        "filled $((Measure-TradeActivity).OrdersFilled)"
        "summary $(@(Show-TradeSummary -Once).Count -gt 5)"
        "anomalies $(@(Find-TradeAnomaly -WarningAction Ignore).Count)"
        Set-Content fills.csv 'execution_id,symbol,side,quantity,price'
        "breaks $(@((Compare-TradeStatement fills.csv).Breaks).Count)"
        Export-TradeReport -DestinationPath page.html
        Export-TradeReport -DestinationPath table.parquet
        "reports $((Get-Item page.html, table.parquet | Where-Object Length -GT 0).Count)"
        "days $(@(Export-TradeEvent lake -PassThru).Count)"
        $receiver = 'http://127.0.0.1:9/v1/logs'
        "ready $(Test-TradeReceiver $receiver -Quiet)"
        try { Send-TradeEvent $receiver -Once -RetryFor 0 } catch { "sent $($_.FullyQualifiedErrorId.Split(',')[0])" }
        "left $((Get-TradeForwarder).LagEvents -gt 0)"
        Reset-TradeForwarder default -Remove -Confirm:$false
        $silence = @{ Name = 'beat'; Kind = 'Silence'; Window = 60; Action = 'BEAT' }
        "told $((Watch-TradeAlert $silence -PassThru -Once).Name)"
        $rules = New-TradeAlertRule orders Count -Action ORDER_* -Symbol BTC* -GroupBy symbol -Severity page
        "alerts $(@(Test-TradeAlertRule -Rule $rules -Since 1h -Lateness 5).Count)"
        $dashboard = Start-TradeDashboard
        $entrance = (Invoke-WebRequest $dashboard.Uri).StatusCode
        $dashboard | Stop-TradeDashboard
        "dashboard $entrance, runs $($dashboard.IsRunning)"
        $curve = [System.Security.Cryptography.ECCurve+NamedCurves]::nistP256
        $key = [System.Security.Cryptography.ECDiffieHellman]::Create($curve)
        Set-Content key.pem $key.ExportPkcs8PrivateKeyPem()
        "opened $(@(Get-TradeEvent | Unprotect-TradeEvent -KeyFile key.pem).Count -gt 0)"
        $null = Protect-TradeLog -Current
        "intact $((Test-TradeLog).IsIntact)"
        Initialize-TradingLogger -Name risk -LogDirectory risk -NoConsole
        Write-TradeEvent LIMIT_BREACHED -Instance risk
        "instances $(@(Get-TradeEvent -Instance risk).Count) of $(@(Get-TradingLogger -Instance *).Count)"
        Close-TradingLogger -Instance risk
        Close-TradingLogger
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    [Trait("Category", "Long")]
    public void It_is_published_found_installed_used_and_uninstalled()
    {
        string folder = package.Folder;

        string[] output = Run($"""
            Register-PSResourceRepository -Name Local -Uri "$PWD/repository" -Trusted
            Copy-Item -LiteralPath '{folder}' -Destination "$PWD/TradingLogger" -Recurse
            Publish-PSResource -Path "$PWD/TradingLogger" -Repository Local
            $found = Find-PSResource TradingLogger -Repository Local
            "found $($found.Name) $($found.Version) by $($found.CompanyName), tags $($found.Tags -contains 'Trading')"
            Install-PSResource TradingLogger -Repository Local
            Import-Module TradingLogger
            $base = (Get-Module TradingLogger).ModuleBase
            "installed $($base -like "$env:HOME/*/TradingLogger/{ModulePackage.Version}")"
            {EveryCmdlet}
            Remove-Module TradingLogger
            Uninstall-PSResource TradingLogger
            "left $(@(Get-Module -ListAvailable TradingLogger).Count)"
            """);

        Assert.Equal(
            [
                $"found TradingLogger {ModulePackage.Version} by The TradingLogger authors, tags True",
                "installed True",
                "copied 1", "context 1", "handlers 3", "failures 0", "events 2", "records True", "watched TICK",
                "followed 1", "orders 1", "filled 1", "summary True", "anomalies 0", "breaks 1", "reports 2", "days 1",
                "ready False", "sent TradeEventsNotSent", "left True", "told beat", "alerts 1",
                "dashboard 200, runs False",
                "opened True", "intact True",
                "instances 1 of 2", "left 0",
            ],
            output);
    }

    [Fact]
    public void The_round_trip_uses_every_cmdlet()
    {
        using var session = new PowerShellSession();

        Assert.All(session.Invoke("(Get-Command -Module TradingLogger).Name").Values, cmdlet =>
            Assert.Contains((string)cmdlet!, EveryCmdlet, StringComparison.Ordinal));
    }

    // The placeholder for a host answers nobody; a real one without help to download is no different.
    [Fact]
    [Trait("Category", "Long")]
    public void Update_Help_tells_that_no_newer_help_can_be_had_and_leaves_that_of_the_package()
    {
        string folder = package.Folder;

        string[] output = Run($"""
            Import-Module ([WildcardPattern]::Escape('{folder}/TradingLogger.psd1'))
            Update-Help -Module TradingLogger -UICulture en-US -ErrorAction SilentlyContinue -ErrorVariable failed
            "errors $($failed.Count), names the module $("$failed" -like '*TradingLogger*')"
            (Get-Help Get-TradeEvent).Synopsis
            """);

        Assert.Equal(
            ["errors 1, names the module True", "Reads trade events back from trades.log and the archived days."],
            output);
    }

    // The user's own home is not touched. Directories that are missing would make PowerShellGet write into the current
    // one.
    private string[] Run(string script)
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "Windows installs modules into the user's documents, wherever HOME is.");
        string home = _directory.File("home");
        (string Name, string Value)[] environment =
        [
            ("HOME", home),
            ("XDG_DATA_HOME", Path.Combine(home, ".local/share")),
            ("XDG_CONFIG_HOME", Path.Combine(home, ".config")),
            ("XDG_CACHE_HOME", Path.Combine(home, ".cache")),
        ];
        foreach ((_, string value) in environment)
            Directory.CreateDirectory(value);
        Directory.CreateDirectory(_directory.File("repository"));
        string file = _directory.Write("script.ps1", "$ErrorActionPreference = 'Stop'\n" + script);

        HostResult result = PwshProcess.Run(["-File", file], _directory.FullName, environment);

        Assert.True(
            result.ExitCode == 0 && result.StandardError.Length == 0,
            result.StandardOutput + result.StandardError);
        return result.OutputLines;
    }
}

#Requires -Modules TradingLogger

<#
.SYNOPSIS
Reconciles a day of trading and writes its report: a scheduled task that ends with an exit code.

.DESCRIPTION
Reads what was logged on the day, looks for what does not reconcile (fills without an order, closes without a position,
duplicated order ids, lines out of the order of time, damaged lines), writes the report, and outputs the day's figures.
Each problem is a warning that names the lines concerned.

Orders and positions of the week before the days that are read are known.

Exit codes: 0 everything reconciles, 1 the day could not be read or the report not be written, 2 something does not
reconcile.

.PARAMETER LogDirectory
The log directory; by default logs of this checkout.

.PARAMETER Day
The last day that is read, by the clock of this machine; by default today.

.PARAMETER Days
How many days are read.

.PARAMETER ReportDirectory
Where the report goes, as trade-report-2025-12-18.html; by default reports beside the log directory. A report that
the day has already is replaced.

.PARAMETER Statement
The broker's statement of the day, a CSV file. What differs from the log is a problem, too.

.PARAMETER Preset
Whose statement it is.

.EXAMPLE
dotnet run --project src/TradingLogger.Host -- samples/end-of-day.ps1 -LogDirectory logs

.EXAMPLE
0 17 * * 1-5 pwsh -NoProfile /opt/trading/samples/end-of-day.ps1 -LogDirectory /var/log/trading || mail -s 'does not reconcile' ops

A line for cron.

.EXAMPLE
schtasks /create /tn EndOfDay /sc weekly /d MON,TUE,WED,THU,FRI /st 17:00 /tr "pwsh -NoProfile -File C:\trading\samples\end-of-day.ps1 -LogDirectory D:\logs"

The same for the Windows task scheduler.
#>
[CmdletBinding()]
param(
    [string] $LogDirectory = (Join-Path $PSScriptRoot '../logs'),
    [datetime] $Day = [datetime]::Today,
    [ValidateRange(1, 366)] [int] $Days = 1,
    [string] $ReportDirectory = (Join-Path $LogDirectory '../reports'),
    [string] $Statement,
    [ValidateSet('None', 'Binance', 'Coinbase', 'Kraken', 'InteractiveBrokers', 'Alpaca')] [string] $Preset = 'None'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$exitCode = 0
try {
    $log = @{ LogDirectory = $LogDirectory; Since = $Day.Date.AddDays(1 - $Days); Until = $Day.Date.AddDays(1) }
    $name = $Day.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)

    # A damaged line is a finding too, and told as one below.
    $activity = Measure-TradeActivity @log -WarningAction SilentlyContinue
    $section = @{}
    if ($Statement) { $section.Statement = Compare-TradeStatement $Statement @log -Preset $Preset }
    $page = Join-Path $ReportDirectory "trade-report-$name.html"
    $report = Export-TradeReport @log @section -DestinationPath $page -Force -PassThru -WarningAction SilentlyContinue

    foreach ($finding in $activity.Findings) {
        Write-Warning "$($finding.Kind): $($finding.Message) ($($finding.Places -join ', '))"
    }

    $breaks = if ($Statement) { $section.Statement.Breaks } else { @() }
    foreach ($break in $breaks) {
        $places = @($break.LogPlace, $break.StatementPlace) -ne $null -join ', '
        Write-Warning "$($break.Kind): $($break.Message) ($places)"
    }

    if (-not $activity.IsReconciled -or $breaks) { $exitCode = 2 }
    [pscustomobject]@{
        Day        = $name
        Events     = $activity.Events
        Orders     = $activity.OrdersPlaced
        Filled     = $activity.OrdersFilled
        Open       = @($activity.Orders | Where-Object Status -In Open, PartlyFilled | ForEach-Object OrderId) -join ' '
        GrossPnl   = $activity.GrossPnl
        NetPnl     = $activity.NetPnl
        Reconciled = $exitCode -eq 0
        Report     = $report.FullName
    }
}
catch {
    $exitCode = 1
    Write-Error "The day could not be reconciled: $_" -ErrorAction Continue
}

exit $exitCode

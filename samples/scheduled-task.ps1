#Requires -Modules TradingLogger

<#
.SYNOPSIS
Checks a file of one-minute bars for gaps: a scheduled task that emits events and ends with an exit code.

.DESCRIPTION
Emits PRICE_GAP for each gap and PRICES_CHECKED at the end. A scheduler starts a task in a directory of its own choice,
so every path is taken from the script or from a parameter, never from the current location.

Exit codes: 0 no gaps, 1 the check could not be done, 2 there are gaps.

.PARAMETER PriceFile
A CSV file with the columns time_utc, open, high, low and close.

.PARAMETER Symbol
Whose prices the file has.

.PARAMETER ConfigPath
The configuration file; by default configs/trading_config.ini of this checkout.

.PARAMETER LogDirectory
The log directory; by default logs of this checkout.

.EXAMPLE
dotnet run --project src/TradingLogger.Host -- samples/scheduled-task.ps1 -PriceFile prices.csv

.EXAMPLE
5 0 * * * pwsh -NoProfile /opt/trading/samples/scheduled-task.ps1 -PriceFile /var/data/prices.csv || mail -s 'price check' ops

A line for cron.

.EXAMPLE
schtasks /create /tn PriceCheck /sc daily /st 00:05 /tr "pwsh -NoProfile -File C:\trading\samples\scheduled-task.ps1 -PriceFile D:\prices.csv"

The same for the Windows task scheduler.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $PriceFile,
    [string] $Symbol = 'BTCUSDT',
    [string] $ConfigPath = (Join-Path $PSScriptRoot '../configs/trading_config.ini'),
    [string] $LogDirectory = (Join-Path $PSScriptRoot '../logs')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

. (Join-Path $PSScriptRoot 'price-series.ps1')

$exitCode = 0
Initialize-TradingLogger -ConfigPath $ConfigPath -LogDirectory $LogDirectory
try {
    $bars = @(Measure-TradingOperation 'Read prices' { Read-PriceSeries $PriceFile })
    $missing = 0
    for ($i = 1; $i -lt $bars.Count; $i++) {
        $minutes = ($bars[$i].Time - $bars[$i - 1].Time).TotalMinutes - 1
        if ($minutes -eq 0) { continue }

        $missing += $minutes
        # In a long loop: the method that Write-TradeEvent calls, without a cmdlet around it.
        [TradingLogging.TradingLogger]::LogTrade('PRICE_GAP', [ordered]@{
                symbol  = $Symbol
                after   = $bars[$i - 1].Time
                before  = $bars[$i].Time
                missing = [int] $minutes
            })
    }

    if ($missing -ne 0) { $exitCode = 2 }
    Write-TradeEvent PRICES_CHECKED ([ordered]@{ symbol = $Symbol; bars = $bars.Count; missing = [int] $missing })
}
catch {
    $exitCode = 1
    Write-TradingLog "Prices of $Symbol could not be checked" -Level ERROR -ErrorRecord $_
}
finally {
    Close-TradingLogger
}

exit $exitCode

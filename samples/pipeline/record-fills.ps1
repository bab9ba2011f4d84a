<#
.SYNOPSIS
Records the fills of a broker's CSV file as ORDER_FILLED events.

.DESCRIPTION
One pipeline from the file to the trade log. Outputs each event as it stands in the log. record-fills.Tests.ps1 tests it
with Pester.

.PARAMETER FillFile
A CSV file with the columns fill_time, symbol, order_id, side, quantity and price, in this order.

.PARAMETER Symbol
Which symbols to record; a wildcard pattern.

.PARAMETER LogDirectory
The log directory.

.EXAMPLE
./samples/pipeline/record-fills.ps1 samples/pipeline/fills.csv -Symbol BTC*
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $FillFile,
    [string] $Symbol = '*',
    [string] $LogDirectory = 'logs'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module -Name TradingLogger)) { Import-Module -Name "$PSScriptRoot/../../TradingLogger.psd1" }

function Read-Fill([string] $Path) {
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    foreach ($line in [System.IO.File]::ReadAllLines($file)) {
        if ($line -eq '' -or $line -like 'fill_time,*') { continue }
        $time, $fillSymbol, $id, $side, $quantity, $price = $line.Split(',')
        [pscustomobject]@{
            symbol    = $fillSymbol
            order_id  = $id
            side      = $side
            # Not a cast, which would drop the zeros at the end: [decimal] '0.10' is 0.1.
            quantity  = [decimal]::Parse($quantity, [cultureinfo]::InvariantCulture)
            price     = [decimal]::Parse($price, [cultureinfo]::InvariantCulture)
            fill_time = [DateTimeOffset]::Parse($time, [cultureinfo]::InvariantCulture)
        }
    }
}

Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole
try {
    Read-Fill $FillFile | Where-Object symbol -Like $Symbol | Write-TradeEvent ORDER_FILLED -PassThru
}
finally {
    Close-TradingLogger
}

#Requires -Modules TradingLogger

<#
.SYNOPSIS
Records the fills of a broker's CSV file as ORDER_FILLED events.

.DESCRIPTION
One pipeline from the file to the trade log. Outputs each event as it stands in the log. record-fills.Tests.ps1 tests it
with Pester.

.PARAMETER FillFile
A CSV file with the columns fill_time, symbol, order_id, side, quantity and price.

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

# The numbers are not cast, which would drop the zeros at the end: [decimal] '0.10' is 0.1.
function ConvertTo-Fill {
    process {
        [pscustomobject]@{
            symbol    = $_.symbol
            order_id  = $_.order_id
            side      = $_.side
            quantity  = [decimal]::Parse($_.quantity, [cultureinfo]::InvariantCulture)
            price     = [decimal]::Parse($_.price, [cultureinfo]::InvariantCulture)
            fill_time = [DateTimeOffset]::Parse($_.fill_time, [cultureinfo]::InvariantCulture)
        }
    }
}

Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole
try {
    Import-Csv -LiteralPath $FillFile |
        Where-Object symbol -Like $Symbol |
        ConvertTo-Fill |
        Write-TradeEvent ORDER_FILLED -PassThru
}
finally {
    Close-TradingLogger
}

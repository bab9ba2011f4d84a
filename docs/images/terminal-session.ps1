#Requires -Modules TradingLogger

<#
.SYNOPSIS
Prints what the README's picture shows: commands behind a prompt, each with what it prints.

.DESCRIPTION
Run it in an empty directory: it logs to ./logs.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$commands = @(
    'Initialize-TradingLogger -PropagateTrades:$false'
    "Write-TradingLog 'LONG signal generated for BTCUSDT' -Logger trading.signals"
    "Write-TradingLog 'Position size exceeds 5% of portfolio' -Level WARNING -Logger trading.risk"
    "`$order = @{ order_id = 'a1'; symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.10d; price = 50010.50d }"
    'Write-TradeEvent ORDER_PLACED $order'
    'Write-TradeEvent ORDER_FILLED $order'
    "Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; pnl = 99.00d }"
    'Get-TradeEvent'
    '(Measure-TradeActivity).NetPnl'
)

foreach ($command in $commands) {
    Write-Host "PS> $command"
    Invoke-Expression $command | Out-String -Width 108 -Stream | Write-Host
}

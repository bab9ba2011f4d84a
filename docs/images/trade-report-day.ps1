#Requires -Modules TradingLogger

<#
.SYNOPSIS
Logs a made-up trading day of several symbols and strategies, and writes its report, which the README's picture shows.

.PARAMETER LogDirectory
Where the day is logged.

.PARAMETER ReportPath
The page.

.PARAMETER Seed
The same seed gives the same day.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $LogDirectory,
    [Parameter(Mandatory)] [string] $ReportPath,
    [int] $Seed = 4
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$random = [System.Random]::new($Seed)
$markets = @(
    @{ Symbol = 'BTCUSDT'; Cents = 5000000; Quantity = 0.1d; Strategy = 'SMA 10/30'; Edge = 0.56 }
    @{ Symbol = 'ETHUSDT'; Cents = 400000; Quantity = 1.5d; Strategy = 'SMA 10/30'; Edge = 0.5 }
    @{ Symbol = 'SOLUSDT'; Cents = 21000; Quantity = 20d; Strategy = 'Breakout'; Edge = 0.55 }
    @{ Symbol = 'XRPUSDT'; Cents = 230; Quantity = 2500d; Strategy = 'Breakout'; Edge = 0.42 }
    @{ Symbol = 'ADAUSDT'; Cents = 105; Quantity = 4000d; Strategy = 'Mean reversion'; Edge = 0.5 }
)

# What is to be logged, by the seconds of the day; positions of several symbols overlap.
$events = for ($number = 1; $number -le 96; $number++) {
    $market = $markets[$random.Next($markets.Count)]
    # Busy at the open and in the afternoon.
    $second = if ($random.Next(3) -eq 0) { 28800 + $random.Next(9000) } else { 30000 + $random.Next(39000) }
    $entry = [decimal] ($market.Cents + $random.Next(-$market.Cents / 100 - 1, $market.Cents / 100 + 1)) / 100
    $isWin = $random.NextDouble() -lt $market.Edge
    $direction = if ($isWin) { 1 } else { -0.8d }
    $move = [decimal]::Round($entry * $direction * $random.Next(5, 60) / 10000, 4)
    $order = @{ symbol = $market.Symbol; order_id = "a$(1000 + $number)"; side = 'BUY'; quantity = $market.Quantity }
    $wait = [Math]::Pow(10, $random.NextDouble() * 2.2 - 1.2)
    $placed = $second + 0.02 + $random.NextDouble() * 0.3

    @{
        Second = $second
        Action = 'SIGNAL_GENERATED'
        Data = [ordered]@{ symbol = $market.Symbol; strategy = $market.Strategy; entry = $entry }
    }
    @{ Second = $placed; Action = 'ORDER_PLACED'; Data = $order + @{ price = $entry; order_type = 'LIMIT' } }
    if ($random.Next(12) -eq 0) {
        if ($random.Next(3) -ne 0) {
            @{
                Second = $placed + 60
                Action = 'ORDER_CANCELLED'
                Data = @{ symbol = $market.Symbol; order_id = $order.order_id }
            }
        }
        continue
    }

    $fee = [decimal]::Round($entry * $market.Quantity * 0.0002d, 4)
    $position = "p$(1000 + $number)"
    @{
        Second = $placed + $wait
        Action = 'ORDER_FILLED'
        Data = $order + @{ price = $entry; fee = $fee; position_id = $position }
    }
    @{
        Second = $placed + $wait + $random.Next(120, 5400); Action = 'POSITION_CLOSED'
        Data   = [ordered]@{
            symbol = $market.Symbol; position_id = $position; quantity = $market.Quantity
            entry_price = $entry; exit_price = $entry + $move; pnl = $move * $market.Quantity; fee = $fee
        }
    }
}

$day = [DateTimeOffset] '2025-12-18T00:00:00Z'
Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole
try {
    foreach ($item in $events | Sort-Object Second -Stable) {
        Write-TradeEvent $item.Action $item.Data -EventTime $day.AddSeconds($item.Second)
    }
}
finally {
    Close-TradingLogger
}

Get-TradeEvent $LogDirectory | Export-TradeReport -DestinationPath $ReportPath -Force

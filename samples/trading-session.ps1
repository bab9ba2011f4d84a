#Requires -Modules TradingLogger

<#
.SYNOPSIS
Trades a moving-average crossover over a price series and logs the session.

.DESCRIPTION
Starts as a trading application does: reads configs/trading_config.ini under the current location, initialises logging,
computes its indicators, then walks through the bars knowing only the past. A crossing of the averages gives a signal
and an order; the order is filled at the next bar's open; the position ends at its take profit, at its stop loss, at the
opposite signal or with the session. Each step is a trade event in trades.log with the bar's time as event_time.

The output is one object: the session's summary and the paths of its logs.

.PARAMETER PriceFile
A CSV file with the columns time_utc, open, high, low and close. Without it, a series is made from -Seed.

.PARAMETER Symbol
What is traded.

.PARAMETER FastPeriod
The bars of the fast moving average.

.PARAMETER SlowPeriod
The bars of the slow moving average.

.PARAMETER Quantity
The quantity of each order.

.PARAMETER Seed
The seed of the price series that is made when there is no price file.

.EXAMPLE
dotnet run --project src/TradingLogger.Host -- samples/trading-session.ps1

.EXAMPLE
pwsh samples/trading-session.ps1 -PriceFile prices.csv -FastPeriod 20 -SlowPeriod 60
#>
[CmdletBinding()]
param(
    [string] $PriceFile,
    [string] $Symbol = 'BTCUSDT',
    [ValidateRange(1, 10000)] [int] $FastPeriod = 10,
    [ValidateRange(2, 10000)] [int] $SlowPeriod = 30,
    [decimal] $Quantity = 0.1d,
    [int] $Seed = 9
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

. (Join-Path $PSScriptRoot 'price-series.ps1')

$strategy = "SMA $FastPeriod/$SlowPeriod"
$takeProfit = 0.0050d
$stopLoss = 0.0025d

# One average for each price; null as long as there are too few prices.
function Get-MovingAverage([decimal[]] $Price, [int] $Period) {
    $sum = 0d
    for ($i = 0; $i -lt $Price.Length; $i++) {
        $sum += $Price[$i]
        if ($i -ge $Period) { $sum -= $Price[$i - $Period] }
        if ($i -ge $Period - 1) { $sum / $Period } else { $null }
    }
}

# 1 where the fast average crosses above the slow one, -1 where it crosses below, 0 elsewhere.
function Get-Crossing([int] $Bar) {
    $before = $fast[$Bar - 1].CompareTo($slow[$Bar - 1])
    $now = $fast[$Bar].CompareTo($slow[$Bar])
    if ($now -ne 0 -and $now -ne $before) { $now } else { 0 }
}

function Send-Order([int] $Direction, $Bar) {
    $name, $side = if ($Direction -gt 0) { 'LONG', 'BUY' } else { 'SHORT', 'SELL' }
    $order = @{
        Id         = "$($session.Id)-$($session.Orders + 1)"
        Side       = $side
        Direction  = $Direction
        TakeProfit = [decimal]::Round($Bar.Close * (1 + $Direction * $takeProfit), 2)
        StopLoss   = [decimal]::Round($Bar.Close * (1 - $Direction * $stopLoss), 2)
    }
    $session.Orders++

    Write-TradingLog "$name signal generated for $Symbol at $($Bar.Close)" -Logger trading.signals
    Write-TradeEvent SIGNAL_GENERATED -EventTime $Bar.Time -Data ([ordered]@{
            symbol      = $Symbol
            type        = "${name}_ENTRY"
            entry       = $Bar.Close
            tp          = $order.TakeProfit
            sl          = $order.StopLoss
            strategy    = $strategy
            risk_reward = $takeProfit / $stopLoss
        })
    Write-TradeEvent ORDER_PLACED -EventTime $Bar.Time -Data ([ordered]@{
            symbol     = $Symbol
            order_id   = $order.Id
            side       = $side
            quantity   = $Quantity
            price      = $Bar.Close
            order_type = 'MARKET'
        })
    $order
}

function Complete-Order($Order, $Bar) {
    $Order.PositionId = "pos-$($Order.Id)"
    $Order.EntryPrice = $Bar.Open
    Write-TradeEvent ORDER_FILLED -EventTime $Bar.Time -Data ([ordered]@{
            symbol      = $Symbol
            order_id    = $Order.Id
            position_id = $Order.PositionId
            side        = $Order.Side
            quantity    = $Quantity
            price       = $Bar.Open
        })
    $Order
}

# The reason and the price at which the position ends within a bar, or nothing. Which limit a bar reached first is not
# known: the stop loss counts.
function Find-Exit($Position, $Bar) {
    $worst, $best = if ($Position.Direction -gt 0) { $Bar.Low, $Bar.High } else { $Bar.High, $Bar.Low }
    if ($Position.Direction * ($worst - $Position.StopLoss) -le 0) { 'STOP_LOSS', $Position.StopLoss }
    elseif ($Position.Direction * ($best - $Position.TakeProfit) -ge 0) { 'TAKE_PROFIT', $Position.TakeProfit }
}

function Close-Position($Position, [string] $Reason, [decimal] $Price, $Bar) {
    $move = $Position.Direction * ($Price - $Position.EntryPrice)
    $pnl = $move * $Quantity
    Write-TradeEvent POSITION_CLOSED -EventTime $Bar.Time -Data ([ordered]@{
            symbol      = $Symbol
            position_id = $Position.PositionId
            quantity    = $Quantity
            entry_price = $Position.EntryPrice
            exit_price  = $Price
            pnl         = $pnl
            pnl_percent = [decimal]::Round(100 * $move / $Position.EntryPrice, 2)
            reason      = $Reason
        })

    $session.Pnl += $pnl
    if ($pnl -gt 0) { $session.Won++ } else { $session.Lost++ }
    $session.LosingStreak = if ($pnl -gt 0) { 0 } else { $session.LosingStreak + 1 }
    if ($session.LosingStreak -ge 3) {
        Write-TradingLog "$($session.LosingStreak) losing positions in a row" -Level WARNING -Logger trading.risk
    }
}

# Order ids must not repeat in a log that several sessions append to.
$session = @{
    Id = [guid]::NewGuid().ToString('N').Substring(0, 8)
    Orders = 0
    Won = 0
    Lost = 0
    LosingStreak = 0
    Pnl = 0d
}
$position = $order = $null

Get-TradingLoggerConfig | Initialize-TradingLogger
try {
    Write-TradingLog 'Trading system starting...' -Logger trading.main
    $bars = @(if ($PriceFile) { Read-PriceSeries $PriceFile } else { New-PriceSeries -Seed $Seed -Count 240 })
    if ($bars.Count -le $SlowPeriod) { throw "$($bars.Count) bars are too few for an average over $SlowPeriod." }
    Write-TradingLog "$($bars.Count) bars of $Symbol, strategy $strategy" -Logger trading.main

    $closes = $bars.Close
    $fast = Measure-TradingOperation "SMA $FastPeriod calculation" {
        Get-MovingAverage $closes $FastPeriod
    } -Logger trading.indicators
    $slow = Measure-TradingOperation "SMA $SlowPeriod calculation" {
        Get-MovingAverage $closes $SlowPeriod
    } -Logger trading.indicators

    $last = $bars.Count - 1
    for ($i = [Math]::Max($FastPeriod, $SlowPeriod); $i -le $last; $i++) {
        $bar = $bars[$i]
        if ($order) { $position = Complete-Order $order $bar; $order = $null }

        $crossing = Get-Crossing $i
        $reason, $price = if ($position) { Find-Exit $position $bar }
        if ($position -and -not $reason) {
            if ($crossing -eq -$position.Direction) { $reason, $price = 'SIGNAL_REVERSED', $bar.Close }
            elseif ($i -eq $last) { $reason, $price = 'SESSION_END', $bar.Close }
        }

        if ($reason) { Close-Position $position $reason $price $bar; $position = $null }
        # An order of the last bar would find no bar to be filled at.
        if (-not $position -and $crossing -ne 0 -and $i -lt $last) { $order = Send-Order $crossing $bar }
    }

    Write-TradingLog "Trading system stopping: $($session.Orders) orders, pnl $($session.Pnl)" -Logger trading.main
    $handlers = (Get-TradingLogger).Handlers
    [pscustomobject]@{
        Bars       = $bars.Count
        Orders     = $session.Orders
        Won        = $session.Won
        Lost       = $session.Lost
        Pnl        = $session.Pnl
        TradingLog = ($handlers | Where-Object Name -EQ file).Path
        TradeLog   = ($handlers | Where-Object Name -EQ trades).Path
    }
}
catch {
    Write-TradingLog 'Trading session failed' -Level ERROR -Logger trading.main -ErrorRecord $_
    throw
}
finally {
    Close-TradingLogger
}

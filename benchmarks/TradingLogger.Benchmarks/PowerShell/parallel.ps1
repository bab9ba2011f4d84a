# The same number of events from one runspace and from several. Output: events a second of each.
param($EmptyModule, $Module, $LogDirectory, [int] $Calls, [int] $Runspaces)

Import-Module $Module
Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole

$write = {
    foreach ($i in 1..$Calls) {
        Write-TradeEvent -Action ORDER_FILLED -Data @{
            symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
        }
    }
}
. $write

$clock = [System.Diagnostics.Stopwatch]::StartNew()
foreach ($runspace in 1..$Runspaces) { . $write }
$single = $Runspaces * $Calls / $clock.Elapsed.TotalSeconds

$clock.Restart()
1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
    Import-Module $using:Module
    foreach ($i in 1..$using:Calls) {
        Write-TradeEvent -Action ORDER_FILLED -Data @{
            symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
        }
    }
}
$several = $Runspaces * $Calls / $clock.Elapsed.TotalSeconds

[string]::Format([cultureinfo]::InvariantCulture, '{0};{1}', $single, $several)
Close-TradingLogger

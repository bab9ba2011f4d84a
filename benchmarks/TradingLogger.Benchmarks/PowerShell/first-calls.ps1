# The first calls of a process, which a short script consists of. Output: microseconds of the thread a call.
param($EmptyModule, $Module, $LogDirectory, [int] $Calls, [string] $Case)

Import-Module $EmptyModule
if ($Case -eq 'module') {
    Import-Module $Module
    Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole
}

$begin = [TradingLogging.Benchmarks.EmptyModule.ThreadTime]::Microseconds
if ($Case -eq 'module') {
    foreach ($i in 1..$Calls) {
        Write-TradeEvent -Action ORDER_FILLED -Data @{
            symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
        }
    }
} else {
    foreach ($i in 1..$Calls) {
        Write-EmptyEvent -Action ORDER_FILLED -Data @{
            symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
        }
    }
}

$spent = [TradingLogging.Benchmarks.EmptyModule.ThreadTime]::Microseconds - $begin
[string]::Format([cultureinfo]::InvariantCulture, '{0}', $spent / $Calls)

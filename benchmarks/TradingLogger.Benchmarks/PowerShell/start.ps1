# What a scheduled task pays before its first line. Output: milliseconds of the import, of all that was
# asked for, and of the processor since the process began.
param($EmptyModule, $Module, $LogDirectory, [string] $Case)

$clock = [System.Diagnostics.Stopwatch]::StartNew()
if ($Case -eq 'empty') {
    Import-Module $EmptyModule
} else {
    Import-Module $Module
}

$imported = $clock.Elapsed.TotalMilliseconds
if ($Case -eq 'event') {
    Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole
    Write-TradeEvent -Action ORDER_FILLED -Data @{
        symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = 1
    }
}

[string]::Format([cultureinfo]::InvariantCulture, '{0};{1};{2}',
    $imported, $clock.Elapsed.TotalMilliseconds, [System.Environment]::CpuUsage.TotalTime.TotalMilliseconds)

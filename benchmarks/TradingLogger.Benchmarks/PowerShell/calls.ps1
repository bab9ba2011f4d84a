# Calls the module's cmdlets, empty ones and the bare system call in turns. Each output line: the case, and microseconds
# of the thread a call.
param($EmptyModule, $Module, $LogDirectory, [int] $Calls, [int] $Turns)

Import-Module $EmptyModule
Import-Module $Module
Initialize-TradingLogger -LogDirectory $LogDirectory -NoConsole

[psobject[]] $objects = foreach ($i in 1..$Calls) {
    [pscustomobject]@{ symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i }
}
$floor = [TradingLogging.Benchmarks.EmptyModule.BareWrites]::new("$LogDirectory/floor")
$cases = [ordered]@{
    'write'          = { $floor.Write($Calls) }
    'empty event'    = {
        foreach ($i in 1..$Calls) {
            Write-EmptyEvent -Action ORDER_FILLED -Data @{
                symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
            }
        }
    }
    'event'          = {
        foreach ($i in 1..$Calls) {
            Write-TradeEvent -Action ORDER_FILLED -Data @{
                symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
            }
        }
    }
    'LogTrade'       = {
        foreach ($i in 1..$Calls) {
            [TradingLogging.TradingLogger]::LogTrade('ORDER_FILLED', @{
                symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.1; price = 50010.5; order_id = $i
            })
        }
    }
    'empty pipeline' = { $objects | Write-EmptyEvent -Action ORDER_FILLED }
    'properties'     = { [TradingLogging.Benchmarks.EmptyModule.ObjectProperties]::Read($objects) | Out-Null }
    'pipeline'       = { $objects | Write-TradeEvent -Action ORDER_FILLED }
    'batch'          = { $objects | Write-TradeEvent -Action ORDER_FILLED -AsBatch }
    'empty log'      = { foreach ($i in 1..$Calls) { Write-EmptyLog -Message 'Order filled' } }
    'log'            = { foreach ($i in 1..$Calls) { Write-TradingLog -Message 'Order filled' } }
    'empty debug'    = { foreach ($i in 1..$Calls) { Write-EmptyLog -Message 'Order filled' -Level Debug } }
    'debug, off'     = { foreach ($i in 1..$Calls) { Write-TradingLog -Message 'Order filled' -Level Debug } }
}

foreach ($turn in 1..$Turns) {
    foreach ($case in $cases.GetEnumerator()) {
        $begin = [TradingLogging.Benchmarks.EmptyModule.ThreadTime]::Microseconds
        . $case.Value
        $spent = [TradingLogging.Benchmarks.EmptyModule.ThreadTime]::Microseconds - $begin
        [string]::Format([cultureinfo]::InvariantCulture, '{0};{1}', $case.Key, $spent / $Calls)
    }
}

$floor.Dispose()
Close-TradingLogger

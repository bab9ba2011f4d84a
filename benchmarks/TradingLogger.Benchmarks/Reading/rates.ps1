# Reads events in turns, in the ways that a script has. Each output line is a row of the report's table: what an event
# took by the clock, because events are parsed on all processors, and how many times the rate of Get-Content |
# ConvertFrom-Json that is.
param($EmptyModule, $Module, $File, $Sample, [int] $Turns = 5)
Import-Module $EmptyModule
Import-Module $Module

$few = (Get-TradeEvent -Path $Sample | Measure-Object).Count
$many = (Get-TradeEvent -Path $File | Measure-Object).Count
$one = Get-TradeEvent -Path $File -First 1
$cases = [ordered]@{
    'Get-Content | ConvertFrom-Json > $null' = $few, { Get-Content $Sample | ConvertFrom-Json > $null }
    'Get-TradeEvent > $null' = $many, { Get-TradeEvent -Path $File > $null }
    'an empty cmdlet > $null' = $many, { Write-EmptyObject -InputObject $one -Count $many > $null }
    'Get-Content | ConvertFrom-Json | Out-Null' = $few, { Get-Content $Sample | ConvertFrom-Json | Out-Null }
    'Get-TradeEvent | Out-Null' = $many, { Get-TradeEvent -Path $File | Out-Null }
    'an empty cmdlet | Out-Null' = $many, { Write-EmptyObject -InputObject $one -Count $many | Out-Null }
    'Get-Content | ConvertFrom-Json | Where-Object action -EQ ORDER_FILLED' =
        $few, { Get-Content $Sample | ConvertFrom-Json | Where-Object action -EQ ORDER_FILLED > $null }
    'Get-TradeEvent -Action ORDER_FILLED' = $many, { Get-TradeEvent -Path $File -Action ORDER_FILLED > $null }
}

$times = @{}
foreach ($turn in 0..$Turns) {
    foreach ($case in $cases.GetEnumerator()) {
        $count, $read = $case.Value
        $clock = [Diagnostics.Stopwatch]::StartNew()
        . $read
        $spent = $clock.Elapsed.TotalMicroseconds / $count
        # The first turn compiles.
        if ($turn -gt 0) { $times[$case.Key] += @($spent) }
    }
}

foreach ($name in $cases.Keys) {
    $sorted = $times[$name] | Sort-Object
    $median = $sorted[[int][Math]::Floor($Turns / 2)]
    if ($name -like '*ConvertFrom-Json*') { $slow = $median }
    $row = '| `{0}` | {1:F2} us | {2:F2} to {3:F2} us | {4:F1} times the rate |'
    [string]::Format([cultureinfo]::InvariantCulture, $row,
        $name.Replace('|', '\|'), $median, $sorted[0], $sorted[-1], $slow / $median)
}

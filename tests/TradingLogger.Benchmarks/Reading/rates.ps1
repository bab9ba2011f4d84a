# Prints ten times the ratio of the rates of Get-TradeEvent and of Get-Content | ConvertFrom-Json, the median of three turns.
param($Module, $File, $Sample)
Import-Module $Module
function Measure-Rate([scriptblock]$Read, $Count) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    & $Read
    $Count / $watch.Elapsed.TotalSeconds
}
$few = (Get-TradeEvent -Path $Sample | Measure-Object).Count
$many = (Get-TradeEvent -Path $File | Measure-Object).Count
$ratios = foreach ($turn in 1..3) {
    $slow = Measure-Rate { Get-Content $Sample | ConvertFrom-Json | Out-Null } $few
    $fast = Measure-Rate { Get-TradeEvent -Path $File | Out-Null } $many
    [Console]::Error.WriteLine("$([long]$slow) and $([long]$fast) events/s")
    $fast / $slow
}
[long](10 * ($ratios | Sort-Object)[1])

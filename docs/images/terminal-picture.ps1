<#
.SYNOPSIS
Draws a recorded terminal as SVG, in its colours.

.PARAMETER Recording
What `script` from util-linux recorded.

.PARAMETER Picture
The SVG file to write.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Recording,
    [Parameter(Mandatory, Position = 1)] [string] $Picture,
    [int] $Columns = 112
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$colours = @{ '33' = '#d7ba5d'; '32' = '#6ccb5f'; '31' = '#f1707b'; '93' = '#d7ba5d' }
$fontSize, $characterWidth, $lineHeight, $margin, $titleHeight = 13, 7.83, 20, 20, 36

# A line as runs of text and colour; what is no text or colour is left out.
function Split-Run([string] $Line) {
    $colour = ''
    foreach ($part in [regex]::Split($Line, '(\x1b(?:\[[0-9;?]*[A-Za-z]|[=>]))')) {
        if ($part -match '^\x1b') {
            if ($part -notmatch 'm$') { continue }
            foreach ($code in [regex]::Matches($part, '\d+').Value) {
                if ($colours.Contains($code)) {
                    $colour = $colours[$code]
                } elseif ($code -in '0', '39') {
                    $colour = ''
                }
            }
        }
        elseif ($part) { @{ Text = $part; Colour = $colour } }
    }
}

# SVG folds spaces into one, whatever it is told; a no-break space keeps its width, so columns stay columns.
function ConvertTo-Span([string] $Text, [string] $Colour) {
    $fill = if ($Colour) { " fill=`"$Colour`"" }
    "<tspan$fill>$([System.Security.SecurityElement]::Escape($Text.Replace(' ', [string] [char] 0xA0)))</tspan>"
}

function ConvertTo-TextElement([string] $Line, [int] $Row) {
    $plain = $Line -replace '\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])', ''
    $spans = if ($plain.StartsWith('PS> ')) {
        ConvertTo-Span 'PS> ' '#569cd6'
        ConvertTo-Span $plain.Substring(4) '#ffffff'
    }
    else {
        foreach ($run in @(Split-Run $Line)) { ConvertTo-Span $run.Text $run.Colour }
    }
    if ($spans) { "<text x=`"$margin`" y=`"$($titleHeight + $margin + $Row * $lineHeight)`">$(-join $spans)</text>" }
}

$lines = @(Get-Content -LiteralPath $Recording |
    Where-Object { $_ -notmatch '^Script (started|done)' } |
    ForEach-Object { $_.TrimEnd("`r", ' ') })
# The last line ends what the console switched on.
if ($lines[-1] -match '^(\x1b\S*)?$') { $lines = $lines[0..($lines.Count - 2)] }
$elements = for ($row = 0; $row -lt $lines.Count; $row++) { ConvertTo-TextElement $lines[$row] $row }

$width = [Math]::Ceiling($Columns * $characterWidth + 2 * $margin)
$height = $titleHeight + 2 * $margin + ($lines.Count - 1) * $lineHeight
$font = "ui-monospace,'Cascadia Mono',Consolas,Menlo,'DejaVu Sans Mono',monospace"
$dots = foreach ($dot in @{ X = 22; Fill = '#ff5f57' }, @{ X = 42; Fill = '#febc2e' }, @{ X = 62; Fill = '#28c840' }) {
    "<circle cx=`"$($dot.X)`" cy=`"18`" r=`"6`" fill=`"$($dot.Fill)`"/>"
}
$svg = @(
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`"" +
        " font-family=`"$font`" font-size=`"$fontSize`">"
    "<rect width=`"$width`" height=`"$height`" rx=`"10`" fill=`"#1e1e1e`"/>"
    "<path d=`"M0 10a10 10 0 0 1 10-10h$($width - 20)a10 10 0 0 1 10 10v26h-${width}z`" fill=`"#323233`"/>"
    $dots
    '<g fill="#d4d4d4">'
    $elements
    '</g>'
    '</svg>'
)
$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Picture)
[System.IO.File]::WriteAllText($path, ($svg -join "`n") + "`n")

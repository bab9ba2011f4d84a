<#
.SYNOPSIS
Draws a recorded terminal as SVG: the first and the last lines, wrapped as the terminal wraps them, in its colours.

.PARAMETER Recording
What `script` from util-linux recorded.

.PARAMETER Picture
The SVG file to write.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Recording,
    [Parameter(Mandatory, Position = 1)] [string] $Picture,
    [string] $Command = 'dotnet run --project src/TradingLogger.Host -- samples/trading-session.ps1',
    [int] $First = 5,
    [int] $Last = 20,
    [int] $Columns = 130
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$colours = @{ '33' = '#d7ba5d'; '32' = '#6ccb5f'; '31' = '#f1707b'; '93' = '#d7ba5d' }
$fontSize, $characterWidth, $lineHeight, $margin = 12, 7.225, 17, 16

# A line as runs of text and colour; what is no text or colour is left out.
function Split-Run([string] $Line) {
    $colour = ''
    foreach ($part in [regex]::Split($Line, '(\x1b(?:\[[0-9;?]*[A-Za-z]|[=>]))')) {
        if ($part -match '^\x1b') {
            if ($part -notmatch 'm$') { continue }
            $colour = ''
            foreach ($code in [regex]::Matches($part, '\d+').Value) { if ($colours.Contains($code)) { $colour = $colours[$code] } }
        }
        elseif ($part) { @{ Text = $part; Colour = $colour } }
    }
}

# One text element for a line: its content is the line, each row of it begins at the left.
function ConvertTo-TextElement([string] $Line) {
    $xml = ''
    $column = 0
    foreach ($run in @(Split-Run $Line)) {
        $text = $run.Text
        while ($text) {
            if ($column -eq $Columns) { $column = 0 }
            $length = [Math]::Min($text.Length, $Columns - $column)
            $place = if ($column -eq 0) { $script:row++; " x=`"$margin`" y=`"$($margin + $script:row * $lineHeight)`"" }
            $fill = if ($run.Colour) { " fill=`"$($run.Colour)`"" }
            $xml += "<tspan$place$fill>$([System.Security.SecurityElement]::Escape($text.Substring(0, $length)))</tspan>"
            $text = $text.Substring($length)
            $column += $length
        }
    }

    if ($column -eq 0) { $script:row++ } else { "<text>$xml</text>" }
}

$lines = Get-Content -LiteralPath $Recording |
    Where-Object { $_ -notmatch '^Script (started|done)' } |
    ForEach-Object { $_.TrimEnd("`r") }
$lines = [System.Collections.Generic.List[string]] @($lines)
while ($lines[$lines.Count - 1] -eq '') { $lines.RemoveAt($lines.Count - 1) }

$row = 0
$elements = @(
    ConvertTo-TextElement "`$ $Command"
    $lines.GetRange(0, $First) | ForEach-Object { ConvertTo-TextElement $_ }
    ConvertTo-TextElement ([string] [char] 0x22EE)
    $lines.GetRange($lines.Count - $Last, $Last) | ForEach-Object { ConvertTo-TextElement $_ }
)
$width = [Math]::Ceiling($Columns * $characterWidth + 2 * $margin)
$height = $margin * 2 + $row * $lineHeight
$svg = @(
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`" font-family=`"ui-monospace,Consolas,Menlo,'DejaVu Sans Mono',monospace`" font-size=`"$fontSize`" xml:space=`"preserve`">"
    "<rect width=`"$width`" height=`"$height`" rx=`"8`" fill=`"#1e1e1e`"/>"
    '<g fill="#d4d4d4">'
    $elements
    '</g>'
    '</svg>'
)
Set-Content -LiteralPath $Picture -Value (($svg -join "`n") + "`n") -NoNewline

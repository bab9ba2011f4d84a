# Price series for the samples. One bar is an object with Time, Open, High, Low and Close; prices are decimals.
# Language and .NET only: Import-Csv and its kin are missing where there is the script host but no pwsh.

# A cast would drop the zeros at the end: [decimal] '0.10' is 0.1.
function ConvertTo-Decimal([string] $Text) {
    [decimal]::Parse($Text, [cultureinfo]::InvariantCulture)
}

# Reads a CSV file with the columns time_utc, open, high, low and close in any order; further columns are left alone.
function Read-PriceSeries {
    param([string] $Path)

    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $lines = [System.IO.File]::ReadAllLines($file)
    $header = if ($lines.Length -gt 0) { $lines[0].Split(',') } else { @() }
    foreach ($column in 'time_utc', 'open', 'high', 'low', 'close') {
        if ($header -notcontains $column) { throw "'$file' has no column '$column' in its first line." }
    }

    for ($i = 1; $i -lt $lines.Length; $i++) {
        if ($lines[$i].Trim() -eq '') { continue }
        $values = $lines[$i].Split(',')
        try {
            $field = @{}
            for ($c = 0; $c -lt $header.Length; $c++) { $field[$header[$c]] = $values[$c] }
            [pscustomobject]@{
                Time  = [DateTimeOffset]::Parse($field['time_utc'], [cultureinfo]::InvariantCulture)
                Open  = ConvertTo-Decimal $field['open']
                High  = ConvertTo-Decimal $field['high']
                Low   = ConvertTo-Decimal $field['low']
                Close = ConvertTo-Decimal $field['close']
            }
        }
        catch {
            throw "'$file' line $($i + 1) is not a bar: $($_.Exception.Message)"
        }
    }
}

# Makes a random walk: the same seed gives the same series on every machine.
function New-PriceSeries {
    param([int] $Seed, [int] $Count)

    $random = [System.Random]::new($Seed)
    $time = [DateTimeOffset] '2025-12-18T09:00:00Z'
    $cents = 5000000
    for ($i = 0; $i -lt $Count; $i++) {
        $open = $cents
        $cents += $random.Next(-6000, 6001)
        [pscustomobject]@{
            Time  = $time.AddMinutes($i)
            Open  = [decimal] $open / 100
            High  = [decimal] ([Math]::Max($open, $cents) + $random.Next(0, 2000)) / 100
            Low   = [decimal] ([Math]::Min($open, $cents) - $random.Next(0, 2000)) / 100
            Close = [decimal] $cents / 100
        }
    }
}

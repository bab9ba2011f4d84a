# Price series for the samples. One bar is an object with Time, Open, High, Low and Close; prices are decimals.

# A cast would drop the zeros at the end: [decimal] '0.10' is 0.1.
function ConvertTo-Decimal([string] $Text) {
    [decimal]::Parse($Text, [cultureinfo]::InvariantCulture)
}

# Reads a CSV file with the columns time_utc, open, high, low and close in any order; further columns are left alone.
function Read-PriceSeries {
    param([string] $Path)

    $number = 0
    foreach ($row in Import-Csv -LiteralPath $Path) {
        $number++
        try {
            [pscustomobject]@{
                Time  = [DateTimeOffset]::Parse($row.time_utc, [cultureinfo]::InvariantCulture)
                Open  = ConvertTo-Decimal $row.open
                High  = ConvertTo-Decimal $row.high
                Low   = ConvertTo-Decimal $row.low
                Close = ConvertTo-Decimal $row.close
            }
        }
        catch {
            throw "Bar $number of '$Path' cannot be read: $_"
        }
    }

    if ($number -eq 0) { throw "'$Path' has no bars." }
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

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Export-TradeReport' {
    BeforeAll {
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent ORDER_PLACED ([ordered]@{
            symbol = 'BTCUSDT'
            order_id = 'a1'
            side = 'BUY'
            quantity = 0.10d
        })
        Write-TradeEvent ORDER_FILLED @{
            symbol = 'BTCUSDT'
            order_id = 'a1'
            side = 'BUY'
            quantity = 0.10d
            price = 50010.50d
            fee = 1.25d
        }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; quantity = 0.10d; pnl = 99.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; order_id = 'ghost'; quantity = 1; price = 4000 }
        Write-TradeEvent NOTE ([ordered]@{ text = '=1+1' })
        Push-Location $TestDrive
    }

    AfterAll {
        Pop-Location
        Close-TradingLogger
    }

    AfterEach {
        Get-ChildItem $TestDrive -Exclude logs | Remove-Item -Recurse -Force
    }

    It 'writes a page with what Measure-TradeActivity measures: <command>' -ForEach @(
        @{ Command = { Export-TradeReport day.html } }
        @{ Command = { Export-TradeReport -DestinationPath day.html } }
        @{ Command = { Export-TradeReport day.html logs } }
        @{ Command = { Get-TradeEvent | Export-TradeReport day.html } }
        @{ Command = { Get-ChildItem logs/trades.log | Export-TradeReport day.html } }
        @{ Command = { Export-TradeReport day.html -Path logs/trades.log } }
        @{ Command = { Export-TradeReport -Path logs/trades.log -DestinationPath day.html } }
    ) {
        [cultureinfo]::CurrentCulture = 'de-DE'

        & $command | Should -BeNullOrEmpty

        $page = Get-Content day.html -Raw
        $page | Should -BeLike '*data-measure="net-pnl" data-value="97.85"*'
        $page | Should -BeLike '*<tr data-finding="FillWithoutOrder"*trades.log:4*'
    }

    It 'takes the format of <file> <parameters>' -ForEach @(
        @{ File = 'day.csv'; Parameters = @{}; Start = 'timestamp,action,' }
        @{ File = 'day.JSON'; Parameters = @{}; Start = "[`n{`"timestamp`": " }
        @{ File = 'day.parquet'; Parameters = @{}; Start = 'PAR1' }
        @{ File = 'day.htm'; Parameters = @{}; Start = '<!DOCTYPE html>' }
        @{ File = 'day.txt'; Parameters = @{ Format = 'Csv' }; Start = 'timestamp,action,' }
        @{ File = 'day.csv'; Parameters = @{ Format = 'Html' }; Start = '<!DOCTYPE html>' }
    ) {
        Export-TradeReport -DestinationPath $file @parameters

        (Get-Content $file -Raw).StartsWith($start, [StringComparison]::Ordinal) | Should -BeTrue
    }

    It 'refuses <_>, whose extension names no format, and lists the known ones' -ForEach @(
        'day.txt', 'day', 'day.xlsx', 'logs/trades.log'
    ) {
        $alone = { Export-TradeReport $_ -Force -ErrorAction Stop }
        $piped = { Get-TradeEvent | Export-TradeReport $_ -Force -ErrorAction Stop }
        foreach ($command in $alone, $piped) {
            $command | Should -Throw '*.html, .htm, .csv, .json, .parquet*' -ErrorId 'ReportExtensionUnknown,*'
        }

        Get-ChildItem -File | Should -BeNullOrEmpty
        Get-Content logs/trades.log | Should -HaveCount 5
    }

    It 'writes tables that Import-Csv and ConvertFrom-Json read' {
        Export-TradeReport -DestinationPath day.csv
        Export-TradeReport -DestinationPath day.json

        $rows = Import-Csv day.csv
        $rows[0].order_id, $rows[0].quantity, $rows[4].text | Should -Be 'a1', '0.10', "'=1+1"
        (Get-Content day.json -Raw | ConvertFrom-Json)[4].text | Should -Be '=1+1'
    }

    It 'exports the events that are wanted: <command>' -ForEach @(
        @{ Command = { Export-TradeReport fills.json logs -Action ORDER_FILLED } }
        @{ Command = { Get-TradeEvent -Action ORDER_FILLED | Export-TradeReport -DestinationPath fills.json } }
    ) {
        & $command

        (Get-Content fills.json -Raw | ConvertFrom-Json).order_id | Should -Be a1, ghost
    }

    It 'makes the directory, and gives the file with -PassThru' {
        $file = Export-TradeReport -DestinationPath a/b/day.html -Title 'Desk 7' -PassThru

        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Join-Path $TestDrive a/b/day.html)
        Get-Content a/b/day.html -Raw | Should -BeLike '*<h1>Desk 7</h1>*'
    }

    It 'keeps a file that exists, unless forced, and writes none with -WhatIf' {
        Set-Content mine.html 'mine'

        { Export-TradeReport -DestinationPath mine.html -ErrorAction Stop } | Should -Throw -ErrorId 'ReportExists,*'
        Export-TradeReport -DestinationPath mine.html -Force -WhatIf
        Export-TradeReport -DestinationPath other.html -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-Content mine.html | Should -Be 'mine'
        'other.html' | Should -Not -Exist

        (Export-TradeReport -DestinationPath mine.html -Force -PassThru).Length | Should -BeGreaterThan 1000
        (Get-ChildItem -File).Name | Should -Be 'mine.html'
    }

    It 'never replaces a log: <command>' -ForEach @(
        @{ Command = { Export-TradeReport logs/trades.log logs -Format Html -Force -ErrorAction Stop } }
        @{ Command = { Export-TradeReport logs/trades.log.2025-12-17.json logs -Force -ErrorAction Stop } }
        @{
            Command = {
                $log = 'logs/trades.log'
                Export-TradeReport -Path $log -DestinationPath $log -Format Json -Force -ErrorAction Stop
            }
        }
    ) {
        $command | Should -Throw -ErrorId 'ReportWouldReplaceLog,*'

        Get-Content logs/trades.log | Should -HaveCount 5
    }

    It 'names a place that it cannot write to' {
        Set-Content file ''

        { Export-TradeReport -DestinationPath logs -ErrorAction Stop } |
            Should -Throw -ErrorId 'ReportPathIsDirectory,*'
        { Export-TradeReport -DestinationPath file/day.html -ErrorAction Stop } |
            Should -Throw "*$(Join-Path $TestDrive file/day.html)*" -ErrorId 'ReportNotWritten,*'
    }

    It 'leaves no file of a log that is missing' {
        { Export-TradeReport day.html nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'LogDirectoryNotFound,*'
        Get-ChildItem -File | Should -BeNullOrEmpty
    }

    It 'leaves no file of events that no table holds' {
        $null = New-Item wide -ItemType Directory
        1..2 | ForEach-Object {
            $part = $_
            $members = 1..600 | ForEach-Object { "`"m$part-$_`": 1" }
            '{"timestamp": "2025-12-18T10:30:00Z", "action": "A", ' + ($members -join ', ') + '}'
        } | Set-Content wide/trades.log

        { Export-TradeReport day.csv wide -ErrorAction Stop } | Should -Throw -ErrorId 'ReportFormatNotSupported,*'
        Get-ChildItem -File | Should -BeNullOrEmpty
    }

    It 'tells of a damaged line once, though a table reads twice' {
        $damaged = New-Item damaged -ItemType Directory
        Copy-Item logs/trades.log $damaged
        Add-Content damaged/trades.log '{"timestamp": "2025-'

        Export-TradeReport day.csv damaged -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -HaveCount 1
    }
}

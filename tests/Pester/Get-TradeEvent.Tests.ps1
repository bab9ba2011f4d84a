BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function New-TradeLine([string] $Action, [string] $Members = '', [int] $Second = 0) {
        '{{"timestamp": "2025-12-18T10:30:{0:D2}.000000+01:00", "action": "{1}"{2}}}' -f $Second, $Action, $Members
    }

    # A log that nobody has open.
    function Set-TradeLog([string[]] $Line) {
        $null = New-Item $logs -ItemType Directory -Force
        Set-Content (Join-Path $logs trades.log) $Line
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradeEvent' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'gives back what was written, as properties with their types' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent ORDER_FILLED ([ordered]@{
            symbol = 'BTCUSDT'
            price = 50010.0
            quantity = 0.10d
            legs = @(@{ id = 1 }, 2)
            Members = 'm'
            SIDE = 'BUY'
        })
        Write-TradeEvent HEARTBEAT

        $event = Get-TradeEvent -Where @{ price = { $_ -gt 50000 } }

        $event.Timestamp | Should -BeOfType DateTimeOffset
        $event.action, $event.SYMBOL, $event.side, $event.members | Should -Be ORDER_FILLED, BTCUSDT, BUY, 'm'
        $event.Price | Should -BeOfType double
        $event.quantity | Should -BeOfType decimal
        $event.quantity | Should -Be 0.10
        $event.legs[0].id, $event.legs[1] | Should -Be 1, 2
        $event.nothing | Should -BeNullOrEmpty
        $event.Location.Line | Should -Be 1
        ($event | Select-Object symbol, side | ConvertTo-Csv)[1] | Should -Be '"BTCUSDT","BUY"'
    }

    It 'lists the members in the order of the line, and none can be set' {
        Set-TradeLog (New-TradeLine A ', "symbol": "S", "b": 1, "a": 2, "B": 3')

        $event = Get-TradeEvent $logs

        $event.PSObject.Properties.Name | Select-Object -First 5 | Should -Be Timestamp, Action, Symbol, b, a
        { $event.b = 5 } | Should -Throw
    }

    It 'gives with <filter> the events <expected>' -ForEach @(
        @{ Filter = @{ Action = 'order_*' }; Expected = 1, 2 }
        @{ Filter = @{ Action = 'SIGNAL', 'ORDER_FILLED' }; Expected = 0, 2 }
        @{ Filter = @{ Symbol = 'btc*' }; Expected = 0, 2 }
        @{ Filter = @{ Since = '2025-12-18T10:30:01+01:00' }; Expected = 1, 2 }
        @{ Filter = @{ Until = '2025-12-18T10:30:01+01:00' }; Expected = 0 }
        @{ Filter = @{ First = 2 }; Expected = 0, 1 }
        @{ Filter = @{ Last = 1 }; Expected = 2 }
        @{ Filter = @{ Where = @{ side = 'buy' } }; Expected = 1 }
        @{ Filter = @{ Where = @{ n = 2 } }; Expected = 2 }
        @{ Filter = @{ Where = @{ n = 1, 2.0 } }; Expected = 1, 2 }
        @{ Filter = @{ Where = @{ n = { $_ -ge 1 }; side = $null } }; Expected = 2 }
        @{ Filter = @{ Where = @{ missing = { $true } } }; Expected = $null }
        @{
            Filter = @{ Where = @{ action = 'signal'; symbol = 'BTCUSDT'; timestamp = { $_.Year -eq 2025 } } }
            Expected = 0
        }
    ) {
        Set-TradeLog @(
            New-TradeLine SIGNAL ', "symbol": "BTCUSDT", "n": 0' 0
            New-TradeLine ORDER_PLACED ', "n": 1, "side": "BUY"' 1
            New-TradeLine ORDER_FILLED ', "symbol": "BTCUSDT", "n": 2' 2
        )

        Get-TradeEvent $logs @filter | ForEach-Object n | Should -Be $expected
    }

    It 'reads the files that Get-ChildItem finds in the order of time' {
        Set-TradeLog (New-TradeLine C)
        Set-Content (Join-Path $logs trades.log.2025-12-17) (New-TradeLine B)
        Set-Content (Join-Path $logs trades.log.2025-12-16) (New-TradeLine A)

        (Get-ChildItem $logs | Get-TradeEvent).Action | Should -Be A, B, C
        (Get-TradeEvent -Path (Join-Path $logs trades.log*)).Action | Should -Be A, B, C
    }

    It 'stops when Select-Object has enough' {
        Set-TradeLog (1..1000 | ForEach-Object { New-TradeLine TICK ", `"n`": $_" })
        $given = [System.Collections.Generic.List[int]]::new()

        (Get-TradeEvent $logs | ForEach-Object { $given.Add($_.n); $_ } | Select-Object -First 2).n | Should -Be 1, 2
        $given | Should -HaveCount 2
    }

    It 'takes a path literally where there is such a file, and as a pattern elsewhere' {
        Push-Location (New-Item $logs -ItemType Directory)
        try {
            Set-Content -LiteralPath 'a[1].log' (New-TradeLine A)
            Set-Content b.log (New-TradeLine B)

            (Get-TradeEvent -Path 'a[1].log').Action | Should -Be A
            (Get-TradeEvent -Path *.log).Action | Should -Be A, B
            ('a[1].log', 'b.log' | Get-TradeEvent).Action | Should -Be A, B
            Get-TradeEvent -Path none* | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It 'warns of a damaged line, and fails with -Strict' {
        Set-TradeLog (New-TradeLine A), '{"timestamp": "2025-', (New-TradeLine C)

        (Get-TradeEvent $logs -WarningVariable warning -WarningAction SilentlyContinue).Action | Should -Be A, C
        (Get-TradeEvent $logs -Strict -ErrorVariable failure -ErrorAction SilentlyContinue).Action | Should -Be A, C

        $warning | Should -HaveCount 1
        $warning | Should -BeLike "*trades.log, line 2, byte $((New-TradeLine A).Length + 1): *"
        $failure.FullyQualifiedErrorId | Should -BeLike 'DamagedLogLine,*'
    }

    It 'does not tell every line of a file that is no log' {
        Set-Content TestDrive:\notes.txt (@('not a log') * 200)

        Get-TradeEvent -Path TestDrive:\notes.txt -WarningVariable warning -WarningAction SilentlyContinue
        Get-TradeEvent -Path TestDrive:\notes.txt -Strict -ErrorVariable failure -ErrorAction SilentlyContinue

        $warning | Should -HaveCount 51
        $warning[-1] | Should -BeLike '*150 further damaged lines*'
        $failure | Should -HaveCount 51
    }

    It 'reads nothing when the pipeline names no file' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent A

        @() | Get-TradeEvent | Should -BeNullOrEmpty
        @() | Get-TradingLog | Should -BeNullOrEmpty
        @() | Watch-TradeEvent | Should -BeNullOrEmpty
        Get-TradeEvent | Should -HaveCount 1
    }

    It 'fails with the id <id> for <arguments>' -ForEach @(
        @{ Arguments = @{}; Id = 'NoLogGiven' }
        @{ Arguments = @{ LogDirectory = 'nowhere' }; Id = 'LogDirectoryNotFound' }
        @{ Arguments = @{ Path = 'nothing.log' }; Id = 'LogFileNotFound' }
        @{ Arguments = @{ LogDirectory = '.'; First = 1; Last = 1 }; Id = 'ContradictoryParameters' }
        @{ Arguments = @{ LogDirectory = '.'; Where = @{ '' = 1 } }; Id = 'InvalidCondition' }
        @{ Arguments = @{ Path = 'TestDrive:\broken.gz' }; Id = 'LogFileNotReadable' }
    ) {
        Set-Content TestDrive:\broken.gz 'no gzip'

        { Get-TradeEvent @arguments -ErrorAction Stop } | Should -Throw -ErrorId "$id,*"
    }

    It 'takes a directory or a file where it takes a log, and how long ago it was where it takes a moment' {
        Set-TradeLog (New-TradeLine A ', "price": 4'), (New-TradeLine B ', "price": 6')

        Get-Item $logs | Get-TradeEvent | Should -HaveCount 2
        Get-TradeEvent (Join-Path $logs trades.log) | Should -HaveCount 2
        Get-TradeEvent -LiteralPath $logs -Where { $_.price -gt 5 } | ForEach-Object Action | Should -Be B
        Get-TradeEvent $logs -Since 1h | Should -BeNullOrEmpty
        Get-TradeEvent $logs -Until 1h | Should -HaveCount 2
        Get-TradeEvent $logs -Since (New-TimeSpan -Days 100000) | Should -HaveCount 2
    }

    It 'shows a table made for trades' {
        $members = ', "symbol": "BTCUSDT", "quantity": 0.10, "legs": [1, 2], "note": null'
        Set-TradeLog (New-TradeLine ORDER_FILLED $members)

        $shown = Get-TradeEvent $logs | Out-String -Width 120 -Stream | Where-Object { $_ }

        $shown[0] | Should -Match '^Timestamp +Action +Symbol +Members'
        $shown[2].TrimEnd() |
            Should -Match ('^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} ORDER_FILLED +BTCUSDT +' +
                'quantity=0\.10 legs=\.\.\. note=$')
    }

    It 'counts with -Count, from a log and from the pipeline' {
        Set-TradeLog (New-TradeLine A), (New-TradeLine B ', "symbol": 600519'), (New-TradeLine A)

        Get-TradeEvent $logs -Count | Should -Be 3
        Get-TradeEvent $logs -Count -Symbol 600519 | Should -Be 1
        Get-TradeEvent $logs -Count -Where @{ action = 'A' } | Should -Be 2
        Get-TradeEvent $logs | Get-TradeEvent -Count -Action A | Should -Be 2
        { Get-TradeEvent $logs -Count -First 1 } | Should -Throw -ErrorId 'ContradictoryParameters,*'
    }

    It 'ends when its events are written to the log that they are read from' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        1..3 | ForEach-Object { Write-TradeEvent TICK @{ n = $_ } }

        Get-TradeEvent | Write-TradeEvent REPLAY
        Get-TradeEvent -Path (Join-Path $logs trades.log) | Write-TradeEvent REPLAY

        (Get-TradeEvent).n | Should -Be 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3
        (Get-TradeEvent -Action REPLAY -First 1).PSObject.Properties.Name |
            Should -Be Timestamp, Action, event_time, n
    }

    It 'finds members without regard to case, the exact name first, and a symbol that is a number' {
        Set-TradeLog @(
            New-TradeLine A ', "Symbol": "BTCUSDT", "Price": 1'
            New-TradeLine B ', "symbol": 600519, "price": 2'
            New-TradeLine C ', "Symbol": "BTCUSDT", "symbol": "X", "PRICE": 3, "price": 4'
        )

        (Get-TradeEvent $logs -Symbol BTCUSDT).Action | Should -Be A
        (Get-TradeEvent $logs -Symbol 600519).Action | Should -Be B
        (Get-TradeEvent $logs -Where @{ symbol = 600519 }).Action | Should -Be B
        (Get-TradeEvent $logs -Where @{ price = { $_ -in 1, 3, 4 } }).Action | Should -Be A, C
        (Get-TradeEvent $logs).price | Should -Be 1, 2, 4
        (Get-TradeEvent $logs -Symbol X).symbol | Should -Be X
    }

    It 'takes the first of members of the same name, and warns' {
        Set-TradeLog (New-TradeLine A ', "price": 1, "price": 2')

        $event = Get-TradeEvent $logs -WarningVariable warning -WarningAction SilentlyContinue

        $event.price | Should -Be 1
        $warning | Should -BeLike "*trades.log, line 1, byte 0: The member 'price' stands in it more than once*"
    }

    It 'reads foreign lines whatever their members are called' {
        $plain = ', "": 1, " ": 2, "PSObject": 3, "Location": "LD4", "Members": 5, "ToString": 6'
        Set-TradeLog (New-TradeLine A ($plain + ', "x": {"": 7, "psbase": 8}')), (New-TradeLine B)

        $event = (Get-TradeEvent $logs)[0]

        $event.'(unnamed)', $event.' ', $event._PSObject, $event.Location, $event.x.'(unnamed)', $event.x._psbase |
            Should -Be 1, 2, 3, LD4, 7, 8
        { $event | Format-List * | Out-String } | Should -Not -Throw
        { $event | Format-Table | Out-String } | Should -Not -Throw
        { $event | Select-Object * } | Should -Not -Throw
        ($event | ConvertTo-Json | ConvertFrom-Json).Location | Should -Be LD4
        Get-TradeEvent $logs | Out-String | Should -Match '(?m)^\S+ \S+ B'
    }

    It 'lists each member once, and the time with its microseconds' {
        Set-TradeLog '{"timestamp": "2025-12-18T10:30:45.123456+01:00", "action": "A", "symbol": 600519, "price": 1.50}'

        $event = Get-TradeEvent $logs

        $event | ConvertTo-Json -Compress |
            Should -Be '{"Timestamp":"2025-12-18T10:30:45.123456+01:00","Action":"A","symbol":600519,"price":1.50}'
        # ConvertTo-Csv writes a decimal as the culture does.
        $price = $event.price.ToString([cultureinfo]::CurrentCulture)
        ($event | ConvertTo-Csv)[1] | Should -Be "`"2025-12-18T10:30:45.123456+01:00`",`"A`",`"600519`",`"$price`""
        $event.Timestamp.ToString('HH:mm', [cultureinfo]::InvariantCulture) | Should -Be '10:30'
        $event.Timestamp | Should -BeGreaterThan ([datetimeoffset] '2025-12-18')
    }

    It 'cannot be used to drive a terminal' {
        Set-TradeLog (New-TradeLine A ', "symbol": "\u001b[2J", "note\u0007": "\u202e"')

        Get-TradeEvent $logs | Out-String | Should -Match '\\u001b\[2J.*note\\u0007=\\u202e'
    }

    It 'takes <name> for events' -ForEach @(
        @{ Name = 'events'; Convert = { $input } }
        # A job and a remote session send an object as this does, with one level of its values. Start-Job needs a pwsh.
        @{
            Name = 'copies out of a job'
            Convert = {
                $input |
                    ForEach-Object {
                        $clixml = [System.Management.Automation.PSSerializer]::Serialize($_, 1)
                    [System.Management.Automation.PSSerializer]::Deserialize($clixml)
                    }
            }
        }
        @{
            Name = 'copies out of Clixml'
            Convert = { $input | Export-Clixml TestDrive:\events.xml; Import-Clixml TestDrive:\events.xml }
        }
        # ConvertTo-Csv writes a decimal as the culture does.
        @{ Name = 'rows of a table'; Convert = { ($input | ConvertTo-Csv) -replace '1,50', '1.50' | ConvertFrom-Csv } }
        @{ Name = 'lines of a log'; Convert = { Get-Content (Join-Path $logs trades.log) } }
    ) {
        $line = '{"timestamp": "2025-12-18T10:30:45.123456+01:00", "action": "A", "symbol": "BTC", "price": 1.50}'
        Set-TradeLog $line, (New-TradeLine B)

        $taken = Get-TradeEvent $logs | & $convert | Get-TradeEvent -Symbol BTC -Where @{ price = { $_ -gt 1 } }

        $taken | Should -HaveCount 1
        $taken | Should -BeOfType TradingLogging.Reading.TradeEvent
        $taken.Timestamp.ToString('o'), "$($taken.price)" | Should -Be '2025-12-18T10:30:45.1234560+01:00', '1.50'
    }

    It 'finds with -OrderId <id> the events <expected>, whatever the name and type of the id' -ForEach @(
        @{ Id = '12345'; Expected = 'PLACED', 'FILLED', 'CHANGED' }
        @{ Id = 12345; Expected = 'PLACED', 'FILLED', 'CHANGED' }
        @{ Id = 'TEMP_*'; Expected = 'SENT', 'PLACED' }
        @{ Id = '71', '9'; Expected = 'CHANGED' }
        @{ Id = '5' ; Expected = @() }
    ) {
        Set-TradeLog @(
            New-TradeLine SENT ', "client_order_id": "temp_1"'
            New-TradeLine PLACED ', "OrderId": 12345, "cl_ord_id": "temp_1"'
            New-TradeLine FILLED ', "order_id": "12345", "quantity": 5'
            New-TradeLine CHANGED ', "original_order_id": 12345, "new-order-id": 71'
            New-TradeLine OTHER ', "order_id": null, "legs": [{"order_id": 12345}]'
        )

        $found = @(Get-TradeEvent $logs -OrderId $id)

        $found.Action | Should -Be $expected
        Get-TradeEvent $logs -OrderId $id -Count | Should -Be $expected.Count
        @(Get-TradeEvent $logs | Get-TradeEvent -OrderId $id).Count | Should -Be $expected.Count
        @(Get-TradeEvent $logs -OrderId $id -Last 1 | ForEach-Object Action) |
            Should -Be ($expected | Select-Object -Last 1)
    }

    It 'says of <item> that it is no trade event' -ForEach @(
        @{ Item = 5 }
        @{ Item = '{"price": 1}' }
        @{ Item = [pscustomobject]@{ Timestamp = [datetime]::Now } }
    ) {
        $item | Get-TradeEvent -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $failure[0].Exception.Message | Should -BeLike '*not a trade event*'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotATradeEvent,*'
    }

    It 'says <id> of a missing directory in <command>' -ForEach @(
        $readers = 'Get-TradeEvent', 'Get-TradingLog', 'Watch-TradeEvent', 'Measure-TradeActivity', 'Get-TradeOrder'
        foreach ($command in $readers + 'Test-TradeLog' + 'Protect-TradeLog') {
            @{ Id = 'LogDirectoryNotFound'; Command = $command }
        }
    ) {
        { & $command (Join-Path $logs missing) } | Should -Throw '*does not exist*' -ErrorId "$id,*"
        Test-Path $logs | Should -BeFalse
    }

    It 'warns of events that wait in fallback_dir, and reads them where they are' {
        $fallback = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -FallbackDir $fallback
        Write-TradeEvent A
        Close-TradingLogger
        $null = New-Item $fallback -ItemType Directory -Force
        Set-Content (Join-Path $fallback trades.log.fallback) (New-TradeLine B)

        (Get-TradeEvent $logs -WarningAction SilentlyContinue).Action | Should -Be A
        $current = Join-Path $logs trades.log
        $statement = Join-Path $TestDrive statement.csv
        Set-Content $statement 'time,symbol,side,quantity,price'
        foreach ($reader in @(
            { Get-TradeEvent $logs }
            { Get-TradeEvent -Path $current }
            { Get-TradeEvent $logs -Count }
            { Get-TradeOrder $logs }
            { Get-Item $current | Get-TradeOrder }
            { Watch-TradeEvent $logs -Timeout 0 }
            { Measure-TradeActivity $logs }
            { Export-TradeReport (Join-Path $TestDrive waiting.csv) $logs -Force }
            { Compare-TradeStatement $statement $logs }
            { Test-TradeLog $logs }
        )) {
            $warning = & $reader 3>&1 |
                Where-Object { $_ -is [System.Management.Automation.WarningRecord] -and "$_" -like '*wait in*' }
            $warning | Should -HaveCount 1 -Because $reader
            $warning | Should -BeLike "*wait in '*trades.log.fallback'*"
        }

        Get-TradeEvent -Path $current, (Join-Path $fallback trades.log.fallback) -WarningVariable warning |
            Should -HaveCount 2
        $warning | Should -BeNullOrEmpty
        (Get-TradeEvent -Path (Join-Path $fallback trades.log.fallback)).Action | Should -Be B
    }
}

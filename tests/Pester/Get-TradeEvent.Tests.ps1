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
        Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; price = 50010.0; quantity = 0.10d; legs = @(@{ id = 1 }, 2); Members = 'm'; SIDE = 'BUY' })
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
        @{ Filter = @{ Where = @{ action = 'signal'; symbol = 'BTCUSDT'; timestamp = { $_.Year -eq 2025 } } }; Expected = 0 }
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
        @{ Arguments = @{ Path = '.' }; Id = 'LogPathIsDirectory' }
        @{ Arguments = @{ LogDirectory = '.'; First = 1; Last = 1 }; Id = 'ContradictoryParameters' }
        @{ Arguments = @{ LogDirectory = '.'; Where = @{ '' = 1 } }; Id = 'InvalidCondition' }
        @{ Arguments = @{ Path = 'TestDrive:\broken.gz' }; Id = 'LogFileNotReadable' }
    ) {
        Set-Content TestDrive:\broken.gz 'no gzip'

        { Get-TradeEvent @arguments -ErrorAction Stop } | Should -Throw -ErrorId "$id,*"
    }

    It 'shows a table made for trades' {
        Set-TradeLog (New-TradeLine ORDER_FILLED ', "symbol": "BTCUSDT", "quantity": 0.10, "legs": [1, 2], "note": null')

        $shown = Get-TradeEvent $logs | Out-String -Width 120 -Stream | Where-Object { $_ }

        $shown[0] | Should -Match '^Timestamp +Action +Symbol +Members'
        $shown[2].TrimEnd() | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} ORDER_FILLED +BTCUSDT +quantity=0\.10 legs=\.\.\. note=$'
    }
}

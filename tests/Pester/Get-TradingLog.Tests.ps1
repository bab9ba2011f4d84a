BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradingLog' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'gives back records with their level, logger, line and further lines' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradingLog 'All is well'
        try { throw 'no price' } catch { Write-TradingLog 'Failed' -Level ERROR -Logger trading.data -ErrorRecord $_ }

        $entry = Get-TradingLog -Level Warning
        Close-TradingLogger

        $entry.Level, $entry.Logger | Should -Be 'Error', 'trading.data'
        $entry.Line | Should -BeGreaterThan 1
        $entry.Timestamp | Should -BeOfType DateTimeOffset
        $entry.Message | Should -BeLike "Failed`n*no price*"
        Get-TradingLog $logs | Out-String | Should -Match 'ERROR +trading.data +\d+ Failed'
    }

    It 'gives with <filter> the records <expected>' -ForEach @(
        @{ Filter = @{ Level = 'Warning' }; Expected = 'b', 'c' }
        @{ Filter = @{ Logger = 'trading' }; Expected = 'a', 'b' }
        @{ Filter = @{ Logger = 'TRADING.signals' }; Expected = 'a' }
        @{ Filter = @{ Logger = 'trading.*', 'tradings' }; Expected = 'a', 'c' }
        @{ Filter = @{ First = 2 }; Expected = 'a', 'b' }
        @{ Filter = @{ Last = 2 }; Expected = 'b', 'c' }
        @{ Filter = @{ Last = 1; Level = 'Info'; Logger = 'trading' }; Expected = 'b' }
        @{ Filter = @{ Pattern = '^(A|c)$' }; Expected = 'a', 'c' }
        @{ Filter = @{ Since = '2025-12-18 10:30:46' }; Expected = 'b', 'c' }
        @{ Filter = @{ Until = '2025-12-18 10:30:46' }; Expected = 'a' }
    ) {
        $null = New-Item $logs -ItemType Directory
        Set-Content (Join-Path $logs trading.log.1) '2025-12-18 10:30:45 | INFO     | trading.signals:87 | a'
        Set-Content (Join-Path $logs trading.log) @(
            '2025-12-18 10:30:46 | WARNING  | trading:1 | b'
            '2025-12-18 10:30:47 | CRITICAL | tradings:1 | c'
        )

        (Get-TradingLog $logs @filter).Message | Should -Be $expected
    }

    It 'warns of a line of no record, and fails with -Strict' {
        $null = New-Item $logs -ItemType Directory
        Set-Content (Join-Path $logs trading.log) 'torn', '2025-12-18 10:30:46 | INFO     | trading:1 | b'

        (Get-TradingLog $logs -WarningVariable warning -WarningAction SilentlyContinue).Message | Should -Be b
        (Get-TradingLog $logs -Strict -ErrorVariable failure -ErrorAction SilentlyContinue).Message | Should -Be b

        $warning | Should -HaveCount 1
        $warning | Should -BeLike '*trading.log, line 1, byte 0: *'
        $failure.FullyQualifiedErrorId | Should -BeLike 'DamagedLogLine,*'
    }

    It 'reads lines of text and of JSON in one file, the members of these too' {
        foreach ($format in 'Text', 'Json') {
            Initialize-TradingLogger -LogDirectory $logs -NoConsole -TextFormat $format
            Use-TradingContext @{ run = 7 } { Write-TradingLog 'at {venue}' -Data @{ venue = 'X' } -Logger trading.a }
        }
        Close-TradingLogger

        $entries = Get-TradingLog $logs -Logger trading.a

        $entries.Message | Should -Be 'at X', 'at X'
        $entries[1].Members.Keys | Should -Be 'venue', 'run'
        $entries[1].Members.RUN | Should -Be 7
    }

    It 'refuses a pattern that is none' {
        { Get-TradingLog $TestDrive -Pattern '(' } | Should -Throw -ErrorId 'InvalidCondition,*'
    }

    It 'ends when its records are written to the log that they are read from' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        1..3 | ForEach-Object { Write-TradingLog "$_" }

        Get-TradingLog | ForEach-Object { Write-TradingLog $_.Message }
        Close-TradingLogger

        (Get-TradingLog $logs).Message | Where-Object { $_ -in '1', '2', '3' } | Should -Be '1', '2', '3', '1', '2', '3'
    }
}

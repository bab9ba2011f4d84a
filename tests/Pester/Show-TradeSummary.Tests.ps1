BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Show-TradeSummary' {
    BeforeEach {
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent ORDER_PLACED @{ order_id = 1; symbol = 'BTCUSDT'; side = 'BUY'; quantity = 2; price = 100 }
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item $logs -Recurse -Force
    }

    It 'outputs one summary as lines of text' {
        $lines = Show-TradeSummary -Once

        $lines | ForEach-Object { $_ | Should -BeOfType string }
        $lines[0] | Should -BeLike "*$logs"
        $lines | Should -Contain 'Orders   1 placed, 0 filled, 0 ended, 1 open'
        $lines | Should -Contain 'Open orders (1)'
        $lines[-1] | Should -BeLike '*ORDER_PLACED    BTCUSDT  BUY 2 @ 100  order_id=1'
    }

    It 'has no control characters, whatever a log holds' {
        $escape = [char]27
        Write-TradeEvent "A${escape}[2J" @{ "b$escape" = "$escape]0;c`a`r`n"; symbol = "${escape}[31m" }
        Write-TradingLog "${escape}[2J" -Level ERROR

        (Show-TradeSummary $logs -Once) -join '' | Should -Not -Match '[\x00-\x1F\x7F-\x9F]'
    }

    It 'outputs summaries until the time is over, with an empty line between them' {
        $lines = Show-TradeSummary -Interval 0.25 -Timeout 1

        @($lines | Where-Object { $_ -like "*$logs" }).Count | Should -BeGreaterThan 0
        @($lines -eq '').Count | Should -BeGreaterThan 0
    }

    It 'outputs what is written meanwhile' {
        $found = Show-TradeSummary -Interval 0.25 -Timeout 60 | ForEach-Object {
            if ($_ -like 'Orders   1 placed*') { Write-TradeEvent ORDER_PLACED @{ order_id = 2; symbol = 'A' } }
            $_
        } | Where-Object { $_ -match '^Orders   [2-9]' } | Select-Object -First 1

        $found | Should -BeLike 'Orders   * placed*'
    }

    It 'ends the day by the clock of a zone' {
        Show-TradeSummary $logs -Once -TimeZone UTC | Select-Object -First 1 | Should -BeLike '* +00:00  *'
    }

    It 'has no shorter interval than a quarter of a second' {
        { Show-TradeSummary $logs -Interval 0.1 } | Should -Throw '*too short*'
    }
}

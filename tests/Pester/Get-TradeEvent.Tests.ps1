BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradeEvent' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'gives back what was written, as properties' {
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.10d; price = 50010.0 }
        Write-TradeEvent HEARTBEAT

        $event = Get-TradeEvent -Where @{ price = { $_ -gt 50000 } }

        $event.quantity | Should -Be 0.10
        $event.quantity | Should -BeOfType decimal
        ($event | Select-Object symbol, side | ConvertTo-Csv)[1] | Should -Be '"BTCUSDT","BUY"'
    }

    It 'reads the files that Get-ChildItem finds, and stops when Select-Object has enough' {
        1..20 | ForEach-Object { Write-TradeEvent TICK @{ n = $_ } }

        (Get-ChildItem TestDrive:\logs\trades.log* | Get-TradeEvent | Select-Object -First 2).n | Should -Be 1, 2
        (Get-TradeEvent TestDrive:\logs -Last 2).n | Should -Be 19, 20
    }

    It 'warns of a damaged line, and fails with -Strict' {
        Write-TradeEvent TICK
        Add-Content TestDrive:\logs\trades.log '{"timestamp": "2025-'

        (Get-TradeEvent -WarningVariable warning -WarningAction SilentlyContinue).Action | Should -Be TICK
        $warning | Should -BeLike '*trades.log, line 2, byte *'
        { Get-TradeEvent -Strict -ErrorAction Stop } | Should -Throw -ErrorId 'DamagedLogLine,*'
    }

    It 'shows a table made for trades' {
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; price = 1.5 }

        Get-TradeEvent | Out-String | Should -Match 'ORDER_FILLED +BTCUSDT +price=1.5'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradingLogger' {
    It 'says when logging is not initialised' {
        Close-TradingLogger

        (Get-TradingLogger).IsInitialized | Should -BeFalse
        Get-TradingLogger | Out-String | Should -BeLike '*Call Initialize-TradingLogger*'
    }

    It 'counts what each handler has written' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        1..3 | ForEach-Object { Write-TradeEvent X @{ number = $_ } }
        Write-TradingLog 'one'

        $state = Get-TradingLogger

        ($state.Handlers | Where-Object Name -EQ trades).Events | Should -Be 3
        ($state.Handlers | Where-Object Name -EQ file).Events | Should -Be 4
        $state.Failures | Should -Be 0
    }

    It 'tells of every logger of the process' {
        Initialize-TradingLogger TestDrive:\logs -NoConsole
        Initialize-TradingLogger TestDrive:\desk -Name desk -NoConsole

        Get-TradingLogger -Instance default, des* | ForEach-Object Instance | Should -Be 'default', 'desk'
        Get-TradingLogger -Instance desk | Out-String | Should -BeLike '*Logger desk, initialised by*Logging at INFO*desk*'
        Close-TradingLogger -Instance desk
        Get-TradingLogger -Instance desk | Out-String | Should -BeLike '*Initialize-TradingLogger -Name desk*'
    }

    It 'counts what failed and tells the last error' {
        $logs = Join-Path $TestDrive failing
        $null = New-Item (Join-Path $logs trading.log) -ItemType Directory
        Initialize-TradingLogger -LogDirectory $logs -LogLevel Debug -NoConsole
        Write-TradeEvent X -ErrorAction SilentlyContinue

        $state = Get-TradingLogger

        $state.LogDirectory, $state.Level, $state.Events, $state.Failures | Should -Be $logs, 'Debug', 1, 1
        $state.LastError | Should -BeLike '*trading.log*'
        ($state | Out-String -Stream | Where-Object { $_ })[-1] | Should -BeLike 'Last error: *'
    }

    It 'shows a line for each handler' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -LogLevel Debug

        $shown = Get-TradingLogger | Out-String -Stream | Where-Object { $_ }

        $shown[0] | Should -Match '^Logging at DEBUG to .*logs$'
        $shown[1] | Should -Be 'Handler  Level        Events Rotations Failures        Bytes  File'
        $shown[2] | Should -Match '^console  INFO +0 +0 +0'
        $shown[3] | Should -Match '^file     DEBUG +\d+ +0 +0 +\d+  trading\.log$'
        $shown[4] | Should -Match '^trades   INFO +\d+ +0 +0 +\d+  trades\.log$'
    }

    It 'shows its handlers as a table' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs

        (Get-TradingLogger).Handlers | Out-String -Width 200 |
            Should -Match 'Name +Level +Events +Rotations +Failures +Bytes +Path'
    }

    It 'says that records wait in fallback_dir' {
        $logs, $fallback = 1, 2 | ForEach-Object { Join-Path $TestDrive ([guid]::NewGuid()) }
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -FallbackDir $fallback
        $null = New-Item $fallback -ItemType Directory -Force
        Set-Content (Join-Path $fallback trades.log.fallback) '{}'

        Get-TradingLogger | Out-String |
            Should -Match 'Records wait in .*trades\.log\.fallback to be added to .*trades\.log'
        Close-TradingLogger
    }
}

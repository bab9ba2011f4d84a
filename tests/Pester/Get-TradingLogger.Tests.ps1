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

    It 'shows a line for each handler' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs

        $shown = Get-TradingLogger | Out-String -Stream

        $shown | Should -Contain 'Handler  Level        Events Rotations Failures        Bytes  File'
        $shown | Where-Object { $_ -match '^(console|file|trades) ' } | Should -HaveCount 3
    }
}

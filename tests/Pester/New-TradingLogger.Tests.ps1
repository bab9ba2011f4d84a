BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'New-TradingLogger' {
    It 'works, and warns that it is deprecated' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole

        $logger = New-TradingLogger trading.old DEBUG -WarningVariable warning -WarningAction SilentlyContinue
        $logger.Debug('as before')
        Close-TradingLogger

        $warning | Should -BeLike '*deprecated*Initialize-TradingLogger*'
        Get-Content TestDrive:\logs\trading.log | Should -BeLike '*| DEBUG    | trading.old:0 | as before'
    }

    It 'gives the same logger for a name each time' {
        $first, $second = 1..2 | ForEach-Object { New-TradingLogger trading.same -WarningAction Ignore }

        [object]::ReferenceEquals($first, $second) | Should -BeTrue
        $first | Out-String | Should -Match 'Name +Level +EffectiveLevel +Propagate'
    }
}

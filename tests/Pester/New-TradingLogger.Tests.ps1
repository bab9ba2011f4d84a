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
}

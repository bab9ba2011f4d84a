BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Close-TradingLogger' {
    It 'lets go of the files' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        Write-TradeEvent X

        Close-TradingLogger

        Remove-Item TestDrive:\logs -Recurse -Force
        { Write-TradeEvent X -ErrorAction Stop } | Should -Throw -ErrorId 'NotInitialized,*'
    }

    It 'tells with -Verbose what was written' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        Write-TradeEvent X

        Close-TradingLogger -Verbose 4>&1 |
            Should -BeLike "Closed the logger of '*logs': 1 records written, 0 failures."
    }

    It 'is harmless when nothing is open' {
        Close-TradingLogger
        Close-TradingLogger -Verbose 4>&1 | Should -Be 'Logging was not initialised; there was nothing to close.'
    }

    It 'closes what the pipeline names, and never another logger' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        Initialize-TradingLogger -Name risk -LogDirectory TestDrive:\risk -NoConsole

        Get-TradingLogger risk | Close-TradingLogger
        Get-TradingLogger none* | Close-TradingLogger

        (Get-TradingLogger risk).IsInitialized | Should -BeFalse
        (Get-TradingLogger).IsInitialized | Should -BeTrue
        Close-TradingLogger *
        (Get-TradingLogger).IsInitialized | Should -BeFalse
    }

    It 'happens when the module is removed' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole

        Remove-Module TradingLogger

        [TradingLogging.TradingLogger]::IsInitialized | Should -BeFalse
        Import-Module "$PSScriptRoot/../../TradingLogger.psd1"
    }
}

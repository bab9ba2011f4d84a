BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradingLoggerConfig' {
    BeforeEach {
        Push-Location TestDrive:\
    }

    AfterEach {
        Pop-Location
    }

    It 'gives the defaults when there is no file' {
        $config = Get-TradingLoggerConfig

        $config.LogLevel | Should -Be 'Info'
        $config.LogDirectory | Should -Be 'logs'
    }

    It 'reads the file under the current location' {
        $null = New-Item configs -ItemType Directory
        Set-Content configs/trading_config.ini "[logging]`nlog_level = warning`nlog_dir = 100%"

        $config = Get-TradingLoggerConfig

        $config.LogLevel | Should -Be 'Warning'
        $config.LogDirectory | Should -Be '100%'
    }

    It 'warns of a named file that is missing' {
        Get-TradingLoggerConfig missing.ini -WarningVariable warning -WarningAction SilentlyContinue | Out-Null

        $warning | Should -BeLike '*missing.ini*does not exist*'
    }

    It 'names file and line of a wrong value' {
        Set-Content wrong.ini "[logging]`nlog_level = LOUD"

        { Get-TradingLoggerConfig wrong.ini } | Should -Throw '*wrong.ini, line 2*' -ErrorId 'InvalidConfiguration,*'
    }
}

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
        $message, $config = Get-TradingLoggerConfig -Verbose 4>&1

        $message | Should -BeLike '*does not exist*'
        $config.LogLevel | Should -Be 'Info'
        $config.LogDirectory | Should -Be 'logs'
    }

    It 'shows every setting' {
        $labels = Get-TradingLoggerConfig | Out-String -Stream | Where-Object { $_ } |
            ForEach-Object { $_.Split(':')[0].Trim() }

        $labels | Should -Be (@([TradingLogging.Configuration.Settings.LoggingSettings]::All.PropertyName) + 'Levels')
    }

    It 'reads the file under the current location' {
        $null = New-Item configs -ItemType Directory
        Set-Content configs/trading_config.ini "[logging]`nlog_level = warning`nlog_dir = 100%"

        $message, $config = Get-TradingLoggerConfig -Verbose 4>&1

        $message | Should -BeLike "Read '*trading_config.ini'."
        $config.LogLevel | Should -Be 'Warning'
        $config.LogDirectory | Should -Be '100%'
    }

    It 'warns of a named file that is missing' {
        Get-TradingLoggerConfig '[my] own.ini' -WarningVariable warning -WarningAction SilentlyContinue | Out-Null

        "$warning".Contains('[my] own.ini') | Should -BeTrue
        $warning | Should -BeLike '*does not exist*'
    }

    It 'names file and line of a wrong value' {
        Set-Content wrong.ini "[logging]`nlog_level = LOUD"

        { Get-TradingLoggerConfig wrong.ini } |
            Should -Throw '*wrong.ini, line 2*DEBUG, INFO, WARNING, ERROR, CRITICAL*' -ErrorId 'InvalidConfiguration,*'
    }
}

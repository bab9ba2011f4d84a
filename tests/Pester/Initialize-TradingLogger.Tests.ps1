BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Initialize-TradingLogger' {
    BeforeEach {
        $place = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
        Push-Location $place
    }

    AfterEach {
        Close-TradingLogger
        Pop-Location
    }

    It 'outputs nothing unless asked for' {
        Initialize-TradingLogger | Should -BeNullOrEmpty
        (Initialize-TradingLogger -PassThru).IsInitialized | Should -BeTrue
    }

    It 'creates the log directory with its parents, also on a drive of PowerShell' {
        Initialize-TradingLogger -LogDirectory a/b/logs
        Initialize-TradingLogger -LogDirectory TestDrive:\deep\logs

        'a/b/logs' | Should -Exist
        'TestDrive:\deep\logs' | Should -Exist
    }

    It 'takes the path <_> literally' -ForEach 'with space', '[brackets]', 'Büro-日本語-🙂', "it's 100%" {
        Initialize-TradingLogger -LogDirectory $_ -NoConsole
        Write-TradeEvent X

        Test-Path -LiteralPath (Join-Path $place "$_/trades.log") | Should -BeTrue
    }

    It 'compresses a day that was set aside, and reading goes on as before' {
        New-Item logs -ItemType Directory
        $line = '{"timestamp": "2025-12-17T10:00:00+00:00", "action": "OLD"}'
        Set-Content logs/trades.log "$line`n" -NoNewline
        Initialize-TradingLogger -LogDirectory logs -CompressArchives Gzip -NoConsole
        Write-TradeEvent NEW
        Close-TradingLogger

        'logs/trades.log.2025-12-17.gz' | Should -Exist
        'logs/trades.log.2025-12-17' | Should -Not -Exist
        (Get-TradeEvent -Path logs).Action | Should -Be OLD, NEW
        Get-TradeEvent -Path logs/trades.log.2025-12-17.gz | ForEach-Object Action | Should -Be OLD
    }

    It 'takes a tilde for the home directory' {
        $provider = Get-PSProvider FileSystem
        $former = $provider.Home
        try {
            $provider.Home = $place
            Initialize-TradingLogger -LogDirectory ~/logs
        }
        finally {
            $provider.Home = $former
        }

        'logs' | Should -Exist
    }

    It 'takes the fallback directory for a path of PowerShell too' {
        $null = New-Item logs/trades.log -ItemType Directory

        Initialize-TradingLogger -FallbackDir spare -NoConsole
        Write-TradeEvent X -WarningAction SilentlyContinue

        Get-Content spare/trades.log.fallback | Should -HaveCount 1
    }

    It 'lets a parameter win over the file, and the file over the defaults' {
        Set-Content my.ini "[logging]`nlog_level = ERROR`nbackup_count = 9`nlog_dir = from-file"

        $state = Initialize-TradingLogger -ConfigPath my.ini -LogLevel Debug -PassThru

        $state.Level | Should -Be 'Debug'
        $state.LogDirectory | Should -Be (Join-Path $place from-file)
        $state.Configuration.BackupCount | Should -Be 9
        $state.Configuration.TradeBackupCount | Should -Be 30
    }

    It 'takes a configuration from the pipeline for the basis of the parameters' {
        $null = New-Item configs -ItemType Directory
        Set-Content configs/trading_config.ini "[logging]`nlog_level = ERROR`nbackup_count = 9"

        $state = Get-TradingLoggerConfig | Initialize-TradingLogger -LogLevel Debug -PassThru

        $state.Level, $state.Configuration.BackupCount | Should -Be 'Debug', 9
    }

    It 'reads no file unless one is named' {
        $null = New-Item configs -ItemType Directory
        Set-Content configs/trading_config.ini "[logging]`nlog_level = ERROR"

        (Initialize-TradingLogger -PassThru).Level | Should -Be 'Info'
    }

    It 'names file and line of what is wrong in a file, and warns of an unknown key' {
        Set-Content wrong.ini "[logging]`nlog_level = INFO`nlog_level = DEBUG"
        Set-Content odd.ini "[logging]`nlog_levl = INFO"

        { Initialize-TradingLogger -ConfigPath wrong.ini -ErrorAction Stop } |
            Should -Throw "*$(Join-Path $place wrong.ini), line 3*"
        Initialize-TradingLogger -ConfigPath odd.ini -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -BeLike '*Did you mean log_level?*'
    }

    It 'fails with the id <id> for <arguments>' -ForEach @(
        @{ Arguments = @{ LogDirectory = 'Env:\logs' }; Id = 'NotAFileSystemPath' }
        @{ Arguments = @{ ConfigPath = 'Variable:\PWD' }; Id = 'NotAFileSystemPath' }
        @{ Arguments = @{ LogDirectory = 'NoSuchDrive:\logs' }; Id = 'DriveNotFound' }
        @{ Arguments = @{ LogDirectory = '' }; Id = 'ParameterArgumentValidationError' }
        @{ Arguments = @{ LogDirectory = $null }; Id = 'ParameterArgumentValidationError' }
        @{ Arguments = @{ MaxBytes = $null }; Id = 'ParameterArgumentValidationError' }
        @{ Arguments = @{ MaxBytes = -1 }; Id = 'InvalidConfiguration' }
        @{ Arguments = @{ LockTimeout = 0 }; Id = 'InvalidConfiguration' }
        @{ Arguments = @{ LockTimeout = 1e30 }; Id = 'ParameterArgumentTransformationError' }
        @{ Arguments = @{ LockTimeout = 'soon' }; Id = 'ParameterArgumentTransformationError' }
        @{ Arguments = @{ LogLevel = 'LOUD' }; Id = 'ParameterArgumentTransformationError' }
        @{ Arguments = @{ LogLevel = 20 }; Id = 'ParameterArgumentTransformationError' }
        @{ Arguments = @{ LogLevel = 'NotSet' }; Id = 'ParameterArgumentTransformationError' }
        @{ Arguments = @{ NoConsole = $true; Console = $true }; Id = 'ContradictoryParameters' }
        @{ Arguments = @{ ConfigPath = 'missing.ini' }; Id = 'ConfigurationFileNotFound' }
        @{ Arguments = @{ ConfigPath = '.' }; Id = 'InvalidConfiguration' }
    ) {
        { Initialize-TradingLogger @arguments -ErrorAction Stop } | Should -Throw -ErrorId "$id,*"

        (Get-TradingLogger).IsInitialized | Should -BeFalse
    }

    It 'lists the valid levels when one is wrong' {
        { Initialize-TradingLogger -LogLevel LOUD } |
            Should -Throw "*'LOUD' is not a log level. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL*"
    }

    It 'names a directory that cannot be created, and leaves the former logger' {
        Initialize-TradingLogger -NoConsole
        Set-Content taken 'a file'

        { Initialize-TradingLogger -LogDirectory taken -ErrorAction Stop } |
            Should -Throw "*$(Join-Path $place taken)*" -ErrorId 'InvalidConfiguration,*'

        Write-TradeEvent X
        Get-Content logs/trades.log | Should -HaveCount 1
    }

    It 'writes to the new files only when it is called again' {
        Initialize-TradingLogger -LogDirectory first -NoConsole
        Write-TradeEvent ONE
        Initialize-TradingLogger -LogDirectory second -NoConsole
        Write-TradeEvent TWO

        Get-Content first/trades.log | Should -BeLike '*ONE*'
        Get-Content second/trades.log | Should -BeLike '*TWO*'
    }

    It 'tells with -Verbose directory, level and files' {
        Set-Content my.ini ''

        Initialize-TradingLogger -ConfigPath my.ini -Verbose 4>&1 | Should -Be @(
            "Read '$(Join-Path $place my.ini)'."
            "Logging at level INFO to the directory '$(Join-Path $place logs)'."
            'Handler console: INFO and above.'
            "Handler file: DEBUG and above, to '$(Join-Path $place logs/trading.log)'."
            "Handler trades: INFO and above, to '$(Join-Path $place logs/trades.log)'."
        )
    }

    It 'has a line of the script in each event with -Evidence Script' {
        Initialize-TradingLogger -NoConsole -Evidence Script
        Set-Content script.ps1 "`n`nWrite-TradeEvent X"

        ./script.ps1

        Get-Content logs/trades.log | Should -BeLike '*script.ps1", "line": 3}}'
    }

    It 'takes several parts for -Evidence, as a list and as one text' {
        $parts = 'Pid', 'Session'
        Initialize-TradingLogger -NoConsole -Evidence Pid, Session
        Write-TradeEvent A
        Initialize-TradingLogger -NoConsole -Evidence $parts
        Write-TradeEvent B
        Initialize-TradingLogger -NoConsole -Evidence 'Pid, Session'
        Write-TradeEvent C

        Get-Content logs/trades.log | Should -HaveCount 3
        Get-Content logs/trades.log | Should -BeLike '*"evidence": {"pid": *, "session": "*"}*'
    }

    It 'gives a module a logger of its own beside the default one' {
        Set-Content "$TestDrive/Risk.psm1" @'
            function Start-Risk($Directory) { Initialize-TradingLogger -Name risk -LogDirectory $Directory -NoConsole }
            function Write-Limit { Write-TradeEvent LIMIT_BREACHED }
'@
        Import-Module "$TestDrive/Risk.psm1"
        Initialize-TradingLogger "$TestDrive/default" -NoConsole
        Start-Risk "$TestDrive/risk"

        Write-Limit
        Write-TradeEvent ORDER_FILLED
        Write-TradeEvent LIMIT_RESET -Instance risk

        (Get-TradeEvent).Action | Should -Be 'ORDER_FILLED'
        (Get-TradeEvent -Instance risk).Action | Should -Be 'LIMIT_BREACHED', 'LIMIT_RESET'
        (Get-TradingLogger -Instance risk).InitializedBy | Should -Be 'the module Risk'
        { Write-TradeEvent X -Instance nobody } | Should -Throw -ErrorId 'InstanceNotFound,*' -ExpectedMessage '*risk*'
        Remove-Module Risk
        Close-TradingLogger -Instance risk
    }

    It 'completes <line> to <expected>' -ForEach @(
        @{ Line = 'Initialize-TradingLogger -Retention '; Expected = 'files', 'forever', '365', '1827' }
        @{ Line = 'Initialize-TradingLogger -Retention fo'; Expected = 'forever' }
        @{ Line = 'Measure-TradeActivity -TimeZone Europe/Berl'; Expected = 'Europe/Berlin' }
        @{ Line = 'Export-TradeReport -TimeZone utc'; Expected = 'UTC' }
    ) {
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be $expected
    }

    It 'completes the levels for <_>' -ForEach @(
        'Initialize-TradingLogger -LogLevel ', 'Write-TradingLog -Level ', 'New-TradingLogger x -Level '
    ) {
        $offered = (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText

        $offered | Sort-Object | Should -Be 'Critical', 'Debug', 'Error', 'Info', 'Warning'
    }
}

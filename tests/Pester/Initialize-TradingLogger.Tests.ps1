BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Initialize-TradingLogger' {
    AfterEach {
        Close-TradingLogger
    }

    It 'creates the log directory with its parents on a drive of PowerShell' {
        Initialize-TradingLogger -LogDirectory TestDrive:\deep\logs -NoConsole

        'TestDrive:\deep\logs' | Should -Exist
    }

    It 'takes brackets in a path literally' {
        Initialize-TradingLogger -LogDirectory 'TestDrive:\[a] b' -NoConsole
        Write-TradeEvent X

        Test-Path -LiteralPath 'TestDrive:\[a] b\trades.log' | Should -BeTrue
    }

    It 'lets a parameter win over the file, and the file over the defaults' {
        Set-Content TestDrive:\my.ini "[logging]`nlog_level = ERROR`nbackup_count = 9"

        $state = Initialize-TradingLogger -ConfigPath TestDrive:\my.ini -LogDirectory TestDrive:\logs -LogLevel Debug -PassThru

        $state.Level | Should -Be 'Debug'
        $state.Configuration.BackupCount | Should -Be 9
        $state.Configuration.TradeBackupCount | Should -Be 30
    }

    It 'lists the valid levels when one is wrong' {
        { Initialize-TradingLogger -LogLevel LOUD } | Should -Throw '*DEBUG, INFO, WARNING, ERROR, CRITICAL*'
    }

    It 'names a directory that cannot be created' {
        Set-Content TestDrive:\taken 'a file'

        { Initialize-TradingLogger -LogDirectory TestDrive:\taken -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidConfiguration,*' -ExpectedMessage '*taken*'
    }

    It 'refuses a path that is in no file system' {
        { Initialize-TradingLogger -LogDirectory Env:\logs } | Should -Throw -ErrorId 'NotAFileSystemPath,*'
    }

    It 'completes the levels' {
        $line = 'Initialize-TradingLogger -LogLevel '
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText

        $offered | Sort-Object | Should -Be 'Critical', 'Debug', 'Error', 'Info', 'Warning'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Set-TradingLogLevel -Reset
    Remove-Module TradingLogger
}

Describe 'Set-TradingLogLevel' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
    }

    It 'opens one logger and those below it' {
        Set-TradingLogLevel pester.risk DEBUG
        Write-TradingLog 'seen' -Logger pester.risk.limits -Level DEBUG
        Write-TradingLog 'hidden' -Logger pester.data -Level DEBUG

        Get-Content $logs/trading.log | Should -BeLike '*| pester.risk.limits:* | seen'
        (Get-TradingLogger).Levels['pester.risk'] | Should -Be Debug
    }

    It 'holds in every runspace at once' {
        Set-TradingLogLevel pester.parallel DEBUG
        $manifest = (Resolve-Path "$PSScriptRoot/../../TradingLogger.psd1").Path
        $ps = [powershell]::Create()
        $null = $ps.AddScript({
                param($manifest)
                Import-Module $manifest
                Write-TradingLog 'other runspace' -Logger pester.parallel -Level DEBUG
            }).AddArgument($manifest).Invoke()
        $ps.Dispose()

        Get-Content $logs/trading.log | Should -BeLike '*other runspace'
    }

    It 'goes back to what the configuration says' {
        $file = Join-Path $TestDrive levels.ini
        Set-Content $file '[logging]', "log_dir = $logs", 'console = false', '[logging.levels]', 'pester.ini = ERROR'
        Initialize-TradingLogger -ConfigPath $file
        Set-TradingLogLevel pester.ini DEBUG

        Set-TradingLogLevel pester.ini -Reset

        (Set-TradingLogLevel pester.ini -Reset -PassThru).Level | Should -Be Error
    }

    It 'shows the levels with the state' {
        Set-TradingLogLevel pester.shown CRITICAL

        Get-TradingLogger | Out-String | Should -Match 'Loggers: .*pester\.shown at CRITICAL'
    }
}

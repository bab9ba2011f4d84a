BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Add-TradingLogHandler' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        $out = "$logs.txt"
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'runs a block for errors' {
        Add-TradingLogHandler -Name pager -Level ERROR -Logger trading.* -DrainTimeout 300 {
            param($record)
            Add-Content -LiteralPath $using:out "$($record.Logger): $($record.Message)"
        }

        Write-TradingLog 'gateway down' -Level ERROR -Logger trading.gateway
        Write-TradingLog 'all well' -Logger trading.gateway
        Remove-TradingLogHandler pager

        Get-Content -LiteralPath $out | Should -Be 'trading.gateway: gateway down'
    }

    It 'tells what went wrong with its type, message and place' {
        Add-TradingLogHandler errors -DrainTimeout 300 {
            Set-Content -LiteralPath $using:out "$($_.Error.TypeName) $($_.Error.Message)"
        }

        try { throw [System.TimeoutException]'too late' } catch { Write-TradingLog 'failed' -ErrorRecord $_ }
        Remove-TradingLogHandler errors

        Get-Content -LiteralPath $out | Should -Be 'System.TimeoutException too late'
    }

    It 'refuses a second handler of the same name, and says what to do' {
        Add-TradingLogHandler pager { }

        { Add-TradingLogHandler pager { } } | Should -Throw '*-Force*' -ErrorId 'HandlerExists,*'
        { Add-TradingLogHandler pager { } -Force } | Should -Not -Throw
        @(Get-TradingLogHandler pager).Count | Should -Be 1
    }

    It 'refuses names and blocks that cannot be those of a handler' {
        { Add-TradingLogHandler console { } } | Should -Throw -ErrorId 'HandlerExists,*'
        { Add-TradingLogHandler 'a*' { } } | Should -Throw -ErrorId 'InvalidHandler,*'
        { Add-TradingLogHandler pager { process { $_ } } } | Should -Throw '*begin, process*' -ErrorId 'InvalidHandler,*'
    }

    It 'stays through a further initialisation' {
        Add-TradingLogHandler pager { }
        Initialize-TradingLogger -LogDirectory $logs -NoConsole

        (Get-TradingLogger).Handlers.Name | Should -Contain pager
    }

    It 'never fails a logging call' {
        Add-TradingLogHandler broken { throw 'no network' } -DrainTimeout 300

        { 1..3 | ForEach-Object { Write-TradingLog "message $_" } } | Should -Not -Throw
        Close-TradingLogger

        Get-Content $logs/trading.log | Where-Object { $_ -like '*The handler broken failed: no network*' } |
            Should -HaveCount 1
    }
}

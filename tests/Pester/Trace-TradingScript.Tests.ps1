BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-LogMessage {
        (Get-Content (Join-Path $logs trading.log)) -notmatch '^ ' -replace '^.*? \| (\w+) +\| .*? \| ', '$1 ' -replace
            '\d+\.\d{3}s', '#s'
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Trace-TradingScript' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -LogLevel Debug -NoConsole
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'logs every stream, and hands everything on in order' {
        $ErrorActionPreference = 'Continue'
        $all = Trace-TradingScript -Name nightly {
            'reading positions'
            Write-Warning 'Slow market data'
            Get-Item TestDrive:\none
            [pscustomobject]@{ symbol = 'BTCUSDT' }
        } *>&1

        $all | ForEach-Object { $_.GetType().Name } | Should -Be String, WarningRecord, ErrorRecord, PSCustomObject
        Get-LogMessage | Should -Be @(
            'INFO nightly started'
            'INFO reading positions'
            'WARNING Slow market data'
            "ERROR $($all[2])"
            'INFO {"symbol": "BTCUSDT"}'
            'INFO nightly completed in #s: 1 error, 1 warning'
        )
    }

    It 'logs the error that ends the script, and hands it on as it is' {
        $block = { Get-Item TestDrive:\none -ErrorAction Stop }
        try { & $block } catch { $plain = $_ }
        try { Trace-TradingScript $block job } catch { $traced = $_ }

        $traced.FullyQualifiedErrorId | Should -Be $plain.FullyQualifiedErrorId
        $traced.InvocationInfo.PositionMessage | Should -Be $plain.InvocationInfo.PositionMessage
        (Get-LogMessage)[-1] | Should -Be "ERROR job failed after #s: $plain"
    }

    It 'keeps the errors that a script goes on after' {
        $ErrorActionPreference = 'Continue'
        Trace-TradingScript { Get-Item TestDrive:\none; 'goes on' } -ErrorVariable failure 2>$null |
            Should -Be 'goes on'

        $failure.FullyQualifiedErrorId | Should -Be 'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand'
    }

    It 'can be nested, and logs nothing twice' {
        Trace-TradingScript -Name outer { Trace-TradingScript -Name inner { 'in' } } | Should -Be 'in'

        Get-LogMessage | Should -Be @(
            'INFO outer started', 'INFO inner started', 'INFO in'
            'INFO inner completed in #s', 'INFO outer completed in #s'
        )
    }

    It 'takes the name of the calling file, and another logger' {
        Set-Content TestDrive:\nightly.ps1 "Trace-TradingScript { 'x' } -Logger trading.jobs"

        & TestDrive:\nightly.ps1 | Should -Be x

        (Get-LogMessage)[0] | Should -Be 'INFO nightly.ps1 started'
        Get-Content (Join-Path $logs trading.log) | Should -BeLike '*| trading.jobs:*'
    }
}

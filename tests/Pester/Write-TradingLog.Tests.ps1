BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-LogLine {
        Get-Content TestDrive:\logs\trading.log
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Write-TradingLog' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -LogLevel Debug
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'writes level, logger, line and message' {
        Write-TradingLog 'Risk threshold approaching' -Level Warning -Logger trading.risk 6>$null

        Get-LogLine | Should -Match ' \| WARNING  \| trading\.risk:\d+ \| Risk threshold approaching$'
    }

    It 'shows the line as Write-Host does' {
        $shown = Write-TradingLog 'hello' 6>&1

        $shown.Tags | Should -Be 'PSHOST'
        "$shown" | Should -Match '\| INFO     \| trading              \| hello$'
    }

    It 'is in a transcript' {
        Start-Transcript -LiteralPath TestDrive:\transcript.txt
        Write-TradingLog 'in the transcript'
        Stop-Transcript

        Get-Content TestDrive:\transcript.txt | Where-Object { $_ -like '*| in the transcript' } | Should -HaveCount 1
    }

    It 'writes a line for each object of the pipeline' {
        'one', 2, $null, 1.5 | Write-TradingLog 6>$null

        (Get-LogLine) -replace '^.* \| ?' | Should -Be 'one', '2', '', '1.5'
    }

    It 'tells where in the script an error happened' {
        try { 1 / 0 } catch { Write-TradingLog 'failed' -ErrorRecord $_ -Level Error 6>$null }

        $lines = Get-LogLine
        $lines[0] | Should -Match '\| ERROR    \| trading:\d+ \| failed$'
        $lines -join "`n" | Should -BeLike '*At *Write-TradingLog.Tests.ps1:*'
    }

    It 'does not show colours where there is no terminal' {
        $shown = Write-TradingLog 'x' -Level Error 6>&1

        $shown.MessageData.ForegroundColor | Should -BeNullOrEmpty
    }
}

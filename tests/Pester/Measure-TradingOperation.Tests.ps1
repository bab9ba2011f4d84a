BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-LogLine {
        Get-Content TestDrive:\logs\trading.log
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Measure-TradingOperation' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -LogLevel Debug -NoConsole
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'logs the duration' {
        Measure-TradingOperation 'SMA calculation' { Start-Sleep -Milliseconds 100 } -Logger trading.indicators

        Get-LogLine | Should -Match 'DEBUG    \| trading\.indicators:\d+ \| SMA calculation completed in \d+\.\d{3}s$'
        [double]((Get-LogLine) -replace '.* completed in |s$') | Should -BeGreaterOrEqual 0.1
    }

    It 'runs the block in the scope of the caller' {
        Measure-TradingOperation x { $set = 5 }

        $set | Should -Be 5
    }

    It 'stops with the pipeline' {
        $made = [System.Collections.Generic.List[int]]::new()

        $first = Measure-TradingOperation x { 1..1000000 | ForEach-Object { $made.Add($_); $_ } } | Select-Object -First 2

        $first | Should -Be 1, 2
        $made | Should -HaveCount 2
        Get-LogLine | Should -Match 'x completed in'
    }

    It 'hands an exception on as it is' {
        $failure = { Measure-TradingOperation x { throw [System.TimeoutException]::new('no answer') } } |
            Should -Throw -ExceptionType ([System.TimeoutException]) -PassThru

        $failure.InvocationInfo.Line | Should -BeLike '*throw *no answer*'
        Get-LogLine | Should -Match 'x failed after'
    }
}

Describe 'Test-TradeLog and Protect-TradeLog' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    }

    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Integrity Chain
        Write-TradeEvent ORDER_FILLED @{ price = 1 }
        Write-TradeEvent ORDER_FILLED @{ price = 2 }
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'finds an untouched log intact' {
        $proof = Test-TradeLog
        $proof.IsIntact | Should -BeTrue
        $proof.LastSeq | Should -Be 2
        $proof.Seal | Should -Be 'None'
    }

    It 'finds the line that was changed' {
        Close-TradingLogger
        $file = Join-Path $logs 'trades.log'
        [IO.File]::WriteAllText($file, [IO.File]::ReadAllText($file).Replace('"price": 1', '"price": 9'))
        $proof = Test-TradeLog $logs
        $proof.IsIntact | Should -BeFalse
        $proof.FirstProblem.Location.Line | Should -Be 2
    }

    It 'verifies a seal with the key that signed it' {
        $key = ConvertTo-SecureString 'a secret of 16 bytes' -AsPlainText -Force
        (Protect-TradeLog -Current -SealKey $key).Name | Should -Be 'trades.log.seal'
        (Test-TradeLog -SealKey $key).Seal | Should -Be 'Authentic'
        (Test-TradeLog).Seal | Should -Be 'NotChecked'
    }

    It 'names the event that a correction corrects' {
        $correction = Write-TradeEvent CORRECTION @{ price = 3 } -Corrects 2 -PassThru
        $correction.corrects | Should -Be 2
        $correction.seq | Should -Be 3
        (Test-TradeLog).IsIntact | Should -BeTrue
    }

    It 'has no numbers to correct without the chain' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent CORRECTION @{ price = 3 } -Corrects 2 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoEventNumbers*'
    }
}

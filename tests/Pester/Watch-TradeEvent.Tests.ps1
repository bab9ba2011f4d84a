BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Watch-TradeEvent' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'shows what is written meanwhile, and ends when Select-Object has enough' {
        $writer = Start-ThreadJob -ArgumentList "$PSScriptRoot/../../TradingLogger.psd1" -ScriptBlock {
            param($Module)
            Import-Module $Module
            while ($true) {
                Write-TradeEvent TICK @{ n = 1 }
                Start-Sleep -Milliseconds 50
            }
        }

        $seen = Watch-TradeEvent -Timeout 30 | Select-Object -First 3
        $writer | Stop-Job -PassThru | Remove-Job -Force

        $seen.n | Should -Be 1, 1, 1
    }

    It 'ends after its time' {
        Watch-TradeEvent -Timeout 0.1 | Should -BeNullOrEmpty
    }
}

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
        # Not a thread job: a PowerShell that was built from source comes without that module.
        $writer = [powershell]::Create().AddScript({
                param($Module)
                Import-Module $Module
                while ($true) {
                    Write-TradeEvent TICK @{ n = 1 }
                    Start-Sleep -Milliseconds 50
                }
            }).AddArgument("$PSScriptRoot/../../TradingLogger.psd1")
        $null = $writer.BeginInvoke()

        $seen = Watch-TradeEvent -Timeout 30 | Select-Object -First 3
        $writer.Stop()
        $writer.Dispose()

        $seen.n | Should -Be 1, 1, 1
    }

    It 'gives what is there since a moment, if it meets the conditions' {
        Write-TradeEvent A @{ side = 'BUY' }
        Write-TradeEvent B @{ side = 'SELL' }

        $seen = Watch-TradeEvent -Since ([datetime]::Today.AddDays(-1)) -Where @{ side = 'SELL' } |
            Select-Object -First 1

        $seen.Action | Should -Be B
    }

    It 'begins with the last events that are there' {
        1..5 | ForEach-Object { Write-TradeEvent TICK @{ n = $_ } }

        (Watch-TradeEvent -Last 2 -Timeout 0.1).n | Should -Be 4, 5
        (Watch-TradeEvent -Last 9 -Where { $_.n -gt 3 } | Select-Object -First 2).n | Should -Be 4, 5
    }

    It 'ends after its time' {
        Write-TradeEvent A

        Watch-TradeEvent -Timeout 0.1 | Should -BeNullOrEmpty
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Watch-TradingLog' {
    BeforeEach {
        Initialize-TradingLogger TestDrive:\logs -NoConsole
        Write-TradingLog 'the limit is 5' -Logger trading.risk
        Write-TradingLog 'a gap in the data' -Logger trading.data -Level WARNING
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'shows the last records that are there, then what is written meanwhile' {
        $writer = [powershell]::Create().AddScript({
                param($Module)
                Import-Module $Module
                while ($true) {
                    Write-TradingLog "new`nand its second line" -Logger trading.risk
                    Start-Sleep -Milliseconds 50
                }
            }).AddArgument("$PSScriptRoot/../../TradingLogger.psd1")
        $null = $writer.BeginInvoke()

        $seen = Watch-TradingLog -Last 1000 -Timeout 30 | Where-Object Logger -EQ trading.risk |
            Select-Object -First 3
        $writer.Stop()
        $writer.Dispose()

        $seen[0].Message | Should -Be 'the limit is 5'
        $seen[2].Message | Should -BeLike 'new*second line'
    }

    It 'gives of what is there since a moment what meets the conditions' {
        $seen = Watch-TradingLog -Since 1h -Level Warning -Logger *.data, other -Pattern gap | Select-Object -First 1

        $seen.Message | Should -Be 'a gap in the data'
    }

    It 'ends after its time, and begins with what is written from then on' {
        Watch-TradingLog -Timeout 0.1 | Should -BeNullOrEmpty
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradingLog' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'gives back records with their level, logger and lines' {
        Write-TradingLog 'All is well'
        try { throw 'no price' } catch { Write-TradingLog 'Failed' -Level ERROR -Logger trading.data -ErrorRecord $_ }

        $entry = Get-TradingLog -Level Warning

        $entry.Logger | Should -Be 'trading.data'
        $entry.Message | Should -BeLike "Failed`n*no price*"
        Get-TradingLog | Out-String | Should -Match 'ERROR +trading.data +\d+ Failed'
    }
}

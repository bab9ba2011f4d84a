#Requires -Modules TradingLogger

# Invoke-Pester samples/pipeline
BeforeAll {
    $recordFills = Join-Path $PSScriptRoot 'record-fills.ps1'
    $fills = Join-Path $PSScriptRoot 'fills.csv'
}

Describe 'record-fills' {
    It 'writes one event for each fill' {
        & $recordFills $fills -LogDirectory TestDrive:\all | Out-Null

        $events = Get-Content TestDrive:\all\trades.log | ConvertFrom-Json
        $events.action | Should -Be 'ORDER_FILLED', 'ORDER_FILLED', 'ORDER_FILLED'
        $events.order_id | Should -Be '12345', '12346', '12347'
    }

    It 'keeps the digits of the file' {
        & $recordFills $fills -LogDirectory TestDrive:\digits | Out-Null

        Get-Content TestDrive:\digits\trades.log | Select-Object -First 1 |
            Should -BeLike '*"quantity": 0.10, "price": 50010.00*'
    }

    It 'outputs the events it wrote' {
        $written = & $recordFills $fills -Symbol ETH* -LogDirectory TestDrive:\output

        $written.Action | Should -Be ORDER_FILLED
        $written.Symbol | Should -Be ETHUSDT
    }

    It 'stops at a fill that cannot be read' {
        (Get-Content $fills) -replace '50010.00', 'many' | Set-Content TestDrive:\bad.csv

        { & $recordFills TestDrive:\bad.csv -LogDirectory TestDrive:\bad } | Should -Throw
        'TestDrive:\bad\trades.log' | Should -Not -Exist
    }

    It 'hands each fill to Write-TradeEvent' {
        Mock Write-TradeEvent

        & $recordFills $fills -Symbol BTC* -LogDirectory TestDrive:\mocked

        Should -Invoke Write-TradeEvent -Times 2 -Exactly -ParameterFilter { $Data.symbol -eq 'BTCUSDT' }
    }
}

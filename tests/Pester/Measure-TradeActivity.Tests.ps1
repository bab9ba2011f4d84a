BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Measure-TradeActivity' {
    BeforeAll {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = 'a1'; quantity = 0.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; order_id = 'a1'; quantity = 0.10d; price = 50010.50d; fee = 1.25d }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; pnl = 99.10d }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'ETHUSDT'; pnl = -40d }
    }

    AfterAll {
        Close-TradingLogger
    }

    It 'gives exact sums' {
        $activity = Measure-TradeActivity

        $activity.NetPnl | Should -Be 57.85
        $activity.NetPnl | Should -BeOfType decimal
        $activity.WinRate | Should -Be 0.5
        ($activity.BySymbol | Where-Object Name -EQ ETHUSDT).NetPnl | Should -Be -40
    }

    It 'takes files of Get-ChildItem and events of Get-TradeEvent' {
        (Get-ChildItem TestDrive:\logs\trades.log* | Measure-TradeActivity).Events | Should -Be 4
        (Get-TradeEvent -Symbol BTC* | Measure-TradeActivity).Events | Should -Be 3
    }

    It 'finds a close without a position, with its line' {
        $finding = (Measure-TradeActivity).Findings

        $finding.Kind | Should -Be CloseWithoutPosition
        "$($finding.Places)" | Should -Be 'trades.log:4'
    }

    It 'is shown in views of its own' {
        $text = Measure-TradeActivity | Out-String
        $text | Should -Match 'NetPnl +: 57\.85'
        $text | Should -Match 'Findings +: CloseWithoutPosition: 1'
        (Measure-TradeActivity).BySymbol | Out-String | Should -Match 'BTCUSDT +97\.85'
        (Measure-TradeActivity).Findings | Out-String | Should -Match 'CloseWithoutPosition +trades\.log:4'
    }
}

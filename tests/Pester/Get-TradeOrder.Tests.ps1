BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradeOrder' {
    BeforeAll {
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent SIGNAL_GENERATED @{ symbol = 'BTCUSDT'; strategy = 'SMA' }
        Write-TradeEvent ORDER_PLACED @{
            symbol = 'BTCUSDT'
            order_id = 'temp_1'
            side = 'BUY'
            quantity = 2d
            price = 100
        }
        Write-TradeEvent ORDER_ACCEPTED @{ client_order_id = 'temp_1'; order_id = '77' }
        Write-TradeEvent ORDER_PARTIALLY_FILLED @{ order_id = '77'; quantity = 1; price = 100; fee = 0.5 }
        Write-TradeEvent ORDER_FILLED @{ order_id = '77'; quantity = 1; price = 101; fee = 0.5 }
        Write-TradeEvent ORDER_PLACED @{ symbol = 'ETHUSDT'; order_id = 'e'; side = 'SELL'; quantity = 1 }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; pnl = 9; exit_price = 105 }
    }

    AfterAll {
        Close-TradingLogger
    }

    It 'gives an order by each of its ids, with its timeline from signal to close' {
        foreach ($id in 'temp_1', '77') {
            $order = Get-TradeOrder -OrderId $id

            $order.Status, $order.FilledQuantity, $order.Pnl, $order.Strategy | Should -Be Filled, 2, 9, SMA
            "$($order.Fees)" | Should -Be '1.0 USDT'
            $order.Timeline.Action |
                Should -Be SIGNAL_GENERATED, ORDER_PLACED, ORDER_ACCEPTED, ORDER_PARTIALLY_FILLED, ORDER_FILLED,
                POSITION_CLOSED
            $order.SignalToOrder, $order.TimeToFirstFill, $order.TimeToFill | Should -BeOfType timespan
        }
    }

    It 'chooses by <Parameters>' -ForEach @(
        @{ Parameters = @{ Symbol = 'ETH*' }; Expected = 'e' }
        @{ Parameters = @{ Status = 'Open' }; Expected = 'e' }
        @{ Parameters = @{ Status = 'Filled', 'Cancelled' }; Expected = 'temp_1' }
        @{ Parameters = @{ OrderId = 'nothing' }; Expected = $null }
        @{ Parameters = @{ Since = [DateTimeOffset]::Now.AddHours(1) }; Expected = $null }
        @{ Parameters = @{ Until = [DateTimeOffset]::Now.AddHours(1) }; Expected = 'temp_1', 'e' }
    ) {
        (Get-TradeOrder @parameters).OrderId | Should -Be $expected
    }

    It 'reads files, and events of the pipeline' {
        (Get-TradeOrder -Path (Join-Path $logs trades.log)).Count | Should -Be 2
        (Get-TradeEvent | Get-TradeOrder).Count | Should -Be 2
        Get-TradeEvent -Symbol NONE | Get-TradeOrder | Should -BeNullOrEmpty
    }

    It 'is shown as a table, and as a list with the timeline' {
        Get-TradeOrder | Out-String -Width 160 | Should -Match 'temp_1 +BTCUSDT +BUY'
        Get-TradeOrder -OrderId 77 | Format-List | Out-String -Width 200 |
            Should -Match 'POSITION_CLOSED.*pnl 9 \(trades\.log:7\)'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Measure-TradeActivity' {
    BeforeAll {
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent SIGNAL_GENERATED @{ symbol = 'BTCUSDT'; strategy = 'SMA' }
        Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = 'a1'; side = 'BUY'; quantity = 0.10d }
        Write-TradeEvent ORDER_FILLED @{
            symbol = 'BTCUSDT'
            order_id = 'a1'
            side = 'BUY'
            quantity = 0.10d
            price = 50010.50d
            fee = 1.25d
        }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; quantity = 0.10d; pnl = 99.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; order_id = 'ghost'; quantity = 1; price = 4000; fee = 0 }
    }

    AfterAll {
        Close-TradingLogger
    }

    It 'gives the same exact figures for <command>' -ForEach @(
        @{ Command = { Measure-TradeActivity } }
        @{ Command = { Measure-TradeActivity $logs } }
        @{ Command = { Measure-TradeActivity -LogDirectory $logs } }
        @{ Command = { Measure-TradeActivity -Path (Join-Path $logs trades.log) } }
        @{ Command = { Join-Path $logs trades.log | Measure-TradeActivity } }
        @{ Command = { Get-ChildItem $logs -Filter trades.log* | Measure-TradeActivity } }
        @{ Command = { Get-TradeEvent | Measure-TradeActivity } }
        @{ Command = { Measure-TradeActivity -InputObject (Get-TradeEvent) } }
    ) {
        [cultureinfo]::CurrentCulture = 'de-DE'

        $activity = & $command

        $activity.Events, $activity.OrdersPlaced, $activity.OrdersFilled | Should -Be 5, 1, 1
        $activity.GrossPnl, $activity.Fees, $activity.NetPnl, $activity.Turnover |
            Should -Be 99.10, 1.25, 97.85, 9001.05
        $activity.NetPnl | Should -BeOfType decimal
        $activity.BySymbol.Name | Should -Be BTCUSDT, ETHUSDT
        $activity.Findings.Kind | Should -Be FillWithoutOrder
        "$($activity.Findings.Places)" | Should -Be 'trades.log:5'
    }

    It 'measures with <conditions> <events> events' -ForEach @(
        @{ Conditions = @{ Action = 'ORDER_*' }; Events = 3 }
        @{ Conditions = @{ Symbol = 'ETH*' }; Events = 1 }
        @{ Conditions = @{ Where = @{ quantity = { $_ -lt 1 } } }; Events = 3 }
        @{ Conditions = @{ Since = [DateTimeOffset]::Now.AddHours(1) }; Events = 0 }
        @{ Conditions = @{ Until = [DateTimeOffset]::Now.AddHours(-1) }; Events = 0 }
        @{ Conditions = @{ Until = [DateTimeOffset]::Now.AddHours(1) }; Events = 5 }
    ) {
        (Measure-TradeActivity @conditions).Events | Should -Be $events
    }

    It 'measures nothing when no event comes from the pipeline' {
        (Get-TradeEvent -Symbol NONE | Measure-TradeActivity).Events | Should -Be 0
    }

    It 'refuses a condition on events that it is given' {
        { Get-TradeEvent | Measure-TradeActivity -Symbol ETH* } |
            Should -Throw '*Get-TradeEvent -Symbol*' -ErrorId 'ContradictoryParameters,*'
    }

    It 'finds a damaged line, and warns of it' {
        $damaged = New-Item (Join-Path $TestDrive damaged) -ItemType Directory
        Copy-Item (Join-Path $logs trades.log) $damaged
        Add-Content (Join-Path $damaged trades.log) '{"timestamp": "2025-'

        $activity = Measure-TradeActivity $damaged -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -HaveCount 1
        "$(($activity.Findings | Select-Object -Last 1).Places)" | Should -Be 'trades.log:6'
        $activity.FindingCounts['DamagedLine'] | Should -Be 1
    }

    It 'fails when there is no such directory' {
        { Measure-TradeActivity nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'LogDirectoryNotFound,*'
    }

    It 'is shown in views of its own' {
        $text = Measure-TradeActivity | Out-String
        $text | Should -Match 'NetPnl +: 97\.85'
        $text | Should -Match 'Findings +: FillWithoutOrder: 1'
        (Measure-TradeActivity).BySymbol | Out-String | Should -Match 'BTCUSDT +97\.85'
        (Measure-TradeActivity).Findings | Out-String | Should -Match 'FillWithoutOrder +trades\.log:5'
    }
}

Describe 'Measure-TradeActivity of objects' {
    BeforeAll {
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = 'en-US'
        $logs = Join-Path $TestDrive objects
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = 'a1'; side = 'BUY'; quantity = 0.1 }
        Write-TradeEvent ORDER_FILLED @{
            symbol = 'BTCUSDT'
            order_id = 'a1'
            side = 'BUY'
            quantity = 0.1
            price = 100
            fee = 1.25
        }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; quantity = 0.1; pnl = 9.5; exit_price = 195 }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'ETHUSDT'; pnl = -1 }
        Get-TradeEvent | Export-Clixml (Join-Path $TestDrive events.xml)
        Export-TradeReport -DestinationPath (Join-Path $TestDrive events.csv)
    }

    AfterAll {
        [cultureinfo]::CurrentCulture = $culture
        Close-TradingLogger
    }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'events from Clixml'; Command = { Import-Clixml (Join-Path $TestDrive events.xml) } }
        @{ Name = 'rows of Import-Csv'; Command = { Import-Csv (Join-Path $TestDrive events.csv) } }
        @{ Name = 'what Select-Object makes of events'; Command = { Get-TradeEvent | Select-Object * } }
        @{
            Name = 'events from a job'
            Command = {
                $clixml = [System.Management.Automation.PSSerializer]::Serialize(@(Get-TradeEvent))
                [System.Management.Automation.PSSerializer]::Deserialize($clixml)
            }
        }
        @{
            Name = 'lines that ConvertFrom-Json read'
            Command = { Get-Content (Join-Path $logs trades.log) | ConvertFrom-Json }
        }
    ) {
        $activity = & $command | Measure-TradeActivity

        $activity.NetPnl, $activity.Fees | Should -Be 7.25, 1.25
        $activity.FindingCounts.Keys | Should -Be CloseWithoutPosition
    }

    It 'refuses an object that is no event' {
        { [pscustomobject]@{ a = 1 } | Measure-TradeActivity } |
            Should -Throw '*is not a trade event*' -ErrorId 'NotATradeEvent,*'
    }

    It 'gives a result that goes through ConvertTo-Json, Export-Csv and Clixml' {
        $activity = Measure-TradeActivity

        ($activity | ConvertTo-Json -Depth 4 | ConvertFrom-Json).FindingCounts.CloseWithoutPosition | Should -Be 1
        ($activity | ConvertTo-Csv | ConvertFrom-Csv).NetPnl | Should -Be 7.25
        $activity.BySymbol | Export-Csv (Join-Path $TestDrive symbols.csv)
        (Import-Csv (Join-Path $TestDrive symbols.csv))[0].Name | Should -Be BTCUSDT
        $activity | Export-Clixml (Join-Path $TestDrive activity.xml) -Depth 3
        (Import-Clixml (Join-Path $TestDrive activity.xml)).NetPnl | Should -Be 7.25
    }

    It 'reads names of one''s own, converts by a rate, and knows what a zone''s days are' {
        $events = @(
            [pscustomobject]@{
                timestamp = '2025-12-18T23:30:00Z'
                action = 'ORDER_PLACED'
                symbol = 'BTCUSDT'
                order_id = 1
                side = 'BUY'
                lots = 2
            }
            [pscustomobject]@{
                timestamp = '2025-12-18T23:30:01Z'
                action = 'ORDER_FILLED'
                symbol = 'BTCUSDT'
                order_id = 1
                lots = 2
                price = 10
                fee = 0.5
                fee_asset = 'BNB'
            }
        )

        $activity = $events |
            Measure-TradeActivity -Map @{ quantity = 'lots' } -Rate @{ BNB = 600 } -TimeZone Europe/Berlin

        $activity.Fees, $activity.Turnover, $activity.Currency | Should -Be 300, 20, USDT
        $activity.Conversions.Amount | Should -Be 0.5
        $activity.ByDay.Name | Should -Be 2025-12-19
        { $events | Measure-TradeActivity -Map @{ lots = 'quantity' } } |
            Should -Throw -ErrorId 'InvalidMeasureArgument,*'
        { $events | Measure-TradeActivity -Rate @{ BNB = 'many' } } | Should -Throw -ErrorId 'InvalidMeasureArgument,*'
        { $events | Measure-TradeActivity -Rate @{ BNB = '612,5' } } | Should -Throw '*may be read in two ways*'
        { $events | Measure-TradeActivity -Map @{ quantity = $null } } | Should -Throw '-Map has no name for quantity*'
    }

    It 'takes the average of an order for what it is, and tells spellings apart' {
        $log = Join-Path $TestDrive averages.log
        $line = { '{"timestamp": "2025-12-18T10:00:0' + $args[0] + 'Z", "action": ' + $args[1] + '}' }
        $fills = @(
            & $line 1 '"ORDER_PLACED", "symbol": "BTCUSDT", "order_id": "o1", "side": "BUY", "quantity": 2'
            & $line 2 '"ORDER_PARTIALLY_FILLED", "order_id": "o1", "filled": 1, "average": 100'
            & $line 3 '"ORDER_FILLED", "order_id": "o1", "filled": 2, "average": 105'
        )
        Set-Content $log $fills
        (Measure-TradeActivity -Path $log).Turnover | Should -Be 210
        Add-Content $log (& $line 4 '"FILL", "symbol": "BTC/USDT", "side": "SELL", "quantity": 2, "price": 120')

        (Measure-TradeActivity -Path $log).Findings.Message |
            Should -Contain 'BTC/USDT may be BTCUSDT, spelled in another way. They count as two.'
    }

    It 'knows orders that were placed before -Since, and counts none of them' {
        $old = Join-Path $TestDrive old
        New-Item -ItemType Directory $old | Out-Null
        $line = { '{"timestamp": "2025-12-' + $args[0] + ':00:00Z", "action": ' + $args[1] + ', "symbol": "A"}' }
        Set-Content (Join-Path $old trades.log) @(
            & $line 17T10 '"ORDER_PLACED", "order_id": "1", "side": "BUY", "quantity": 1'
            & $line 18T10 '"ORDER_FILLED", "order_id": "1", "quantity": 1, "price": 5'
            & $line 18T11 '"POSITION_CLOSED", "pnl": 2, "exit_price": 7')

        $activity = Measure-TradeActivity $old -Since 2025-12-18T00:00:00Z

        $activity.Findings | Should -BeNullOrEmpty
        $activity.Events, $activity.OrdersPlaced, $activity.NetPnl | Should -Be 2, 0, 2
    }
}

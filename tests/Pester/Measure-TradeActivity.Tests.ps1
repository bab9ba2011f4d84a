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
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; order_id = 'a1'; side = 'BUY'; quantity = 0.10d; price = 50010.50d; fee = 1.25d }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; quantity = 0.10d; pnl = 99.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; order_id = 'ghost'; quantity = 1; price = 4000 }
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
        $activity.GrossPnl, $activity.Fees, $activity.NetPnl, $activity.Turnover | Should -Be 99.10, 1.25, 97.85, 9001.05
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

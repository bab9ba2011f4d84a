BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-TradeLine {
        Get-Content TestDrive:\logs\trades.log
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Write-TradeEvent' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'writes one JSON line that ConvertFrom-Json reads' {
        Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; quantity = 0.10d; price = 50010.0 })

        Get-TradeLine | Should -BeLike '*"symbol": "BTCUSDT", "quantity": 0.10, "price": 50010.0}'
        $read = Get-TradeLine | ConvertFrom-Json
        $read.action | Should -Be 'ORDER_FILLED'
        $read.price | Should -Be 50010
    }

    It 'writes a line for each row of a CSV file' {
        "symbol,side`nBTCUSDT,BUY`nETHUSDT,SELL" | ConvertFrom-Csv | Write-TradeEvent SIGNAL_GENERATED

        (Get-TradeLine | ConvertFrom-Json).side | Should -Be 'BUY', 'SELL'
    }

    It 'leaves out what PowerShell adds to an object' {
        $file = Get-Item $PSCommandPath | Select-Object Name, Length, PSPath

        Write-TradeEvent FILE $file

        (Get-TradeLine | ConvertFrom-Json).PSObject.Properties.Name | Should -Be 'timestamp', 'action', 'Name', 'Length'
    }

    It 'masks a credential' {
        $credential = [pscredential]::new('user', (ConvertTo-SecureString 'hunter2' -AsPlainText -Force))

        Write-TradeEvent LOGIN @{ credential = $credential }

        Get-TradeLine | Should -Not -Match 'hunter2|user'
    }

    It 'writes a batch when its pipeline has ended' {
        1..3 | ForEach-Object {
            Test-Path TestDrive:\logs\trades.log | Should -BeFalse
            @{ number = $_ }
        } | Write-TradeEvent TICK -AsBatch

        (Get-TradeLine | ConvertFrom-Json).number | Should -Be 1, 2, 3
        (Get-TradeLine | ConvertFrom-Json).timestamp | Select-Object -Unique | Should -HaveCount 1
    }

    It 'writes none of a batch with an object that cannot be an event' {
        { @{ number = 1 }, 'text', @{ number = 3 } | Write-TradeEvent TICK -AsBatch } |
            Should -Throw -ErrorId 'InvalidTradeEvent,*'
        { @{ number = 1 }, $null | Write-TradeEvent TICK -AsBatch } | Should -Throw -ErrorId 'NullTradeEventData,*'

        'TestDrive:\logs\trades.log' | Should -Not -Exist
    }

    It 'writes none of a batch whose pipeline did not end' {
        { 1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no more' }; @{ number = $_ } } | Write-TradeEvent TICK -AsBatch } |
            Should -Throw 'no more'

        'TestDrive:\logs\trades.log' | Should -Not -Exist
    }

    It 'passes the events of a batch through' {
        $events = @{ number = 1 }, @{ number = 2 } | Write-TradeEvent TICK -AsBatch -PassThru

        $events.number | Should -Be 1, 2
    }

    It 'passes the event through as it stands in the log' {
        $event = Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; quantity = 0.10d } -PassThru

        $event | Should -BeOfType TradingLogging.Reading.TradeEvent
        $event.Symbol | Should -Be 'BTCUSDT'
        "$($event.quantity)" | Should -Be '0.10'
        ($event | Out-String) | Should -Match 'Timestamp +Action +Symbol +Members'
    }

    It 'names what is wrong with an event and goes on with the next' {
        @{ id = 1 }, $null, 5, @{ id = 2 } | Write-TradeEvent X -ErrorVariable wrong -ErrorAction SilentlyContinue

        $wrong.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NullTradeEventData', 'InvalidTradeEvent'
        (Get-TradeLine | ConvertFrom-Json).id | Should -Be 1, 2
    }

    It 'loses nothing in parallel runspaces' {
        $module = Resolve-Path "$PSScriptRoot/../../TradingLogger.psd1"

        1..100 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            Write-TradeEvent X @{ number = $_ }
        }

        (Get-TradeLine | ConvertFrom-Json).number | Sort-Object | Should -Be (1..100)
    }

    It 'completes the actions' {
        (TabExpansion2 'Write-TradeEvent SIG' 20).CompletionMatches.CompletionText | Should -Be 'SIGNAL_GENERATED'
    }

    It 'can be mocked in the tests of a script' {
        Mock Write-TradeEvent { }

        Write-TradeEvent ORDER_PLACED @{ order_id = 'temp_12345' }

        Should -Invoke Write-TradeEvent -Times 1 -Exactly -ParameterFilter { $Action -eq 'ORDER_PLACED' -and $Data.order_id -eq 'temp_12345' }
    }
}

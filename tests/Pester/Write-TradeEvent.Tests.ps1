BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-TradeLine {
        Get-Content TestDrive:\logs\trades.log
    }

    # The line without its timestamp.
    function Get-TradeMember {
        (Get-TradeLine) -replace '"timestamp": "[^"]+", '
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

    It 'sorts the members of a plain hashtable, and needs none' {
        Write-TradeEvent X @{ c = 1; a = 2; b = 3 }
        Write-TradeEvent HEARTBEAT
        @() | Write-TradeEvent NOTHING

        Get-TradeMember | Should -Be '{"action": "X", "a": 2, "b": 3, "c": 1}', '{"action": "HEARTBEAT"}'
    }

    It 'writes a line for each object of the pipeline' {
        [pscustomobject]@{ id = 1 }, [ordered]@{ id = 2 } | Write-TradeEvent ORDER_PLACED

        Get-TradeMember | Should -Be '{"action": "ORDER_PLACED", "id": 1}', '{"action": "ORDER_PLACED", "id": 2}'
    }

    It 'keeps a member that would take the name of one of its own, and warns' {
        Write-TradeEvent X @{ timestamp = 1; a = 2 } -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -BeLike '*data.timestamp*'
        Get-TradeMember | Should -Be '{"action": "X", "a": 2, "data.timestamp": 1}'
    }

    It 'gives the events of a replay numbers of their own, without a warning' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole -Integrity Chain
        1..2 | ForEach-Object { Write-TradeEvent "E$_" }

        Get-TradeEvent | Write-TradeEvent -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -BeNullOrEmpty
        Get-TradeEvent | ForEach-Object { "$($_.Action) $($_.seq)" } | Should -Be 'E1 1', 'E2 2', 'E1 3', 'E2 4'
        (Test-TradeLog).IsIntact | Should -BeTrue
    }

    It 'warns once of what holds for every event of a pipeline, and counts the others' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole -Integrity Chain

        1..5 | ForEach-Object { @{ seq = $_ } } | Write-TradeEvent REPLAY -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -HaveCount 2
        $warning[0] | Should -BeLike "Trade event REPLAY: The member 'seq' is kept as 'data.seq'*"
        $warning[1] | Should -BeLike "4 further trade events: The member 'seq' is kept as 'data.seq'*"
        1..3 | ForEach-Object { @{ x = 'y' * 300000 } } |
            Write-TradeEvent CUT -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -HaveCount 3 -Because 'each event that was cut is named'
    }

    It 'does not end by a warning after the event was written: <action>' -ForEach @(
        @{ Action = 'Stop' }
        @{ Action = 'Inquire' }
    ) {
        Write-TradeEvent X @{ timestamp = 1 } -WarningAction $action 6>$null
        & { $WarningPreference = $action; Write-TradeEvent Y @{ timestamp = 1 } }

        @(Get-TradeLine).Count | Should -Be 2
        (Get-TradingLogger).Events | Should -Be 2
    }

    It 'reads the event time <time> in the same way in every culture' -ForEach @(
        @{ Time = '2025-01-02T03:04:05+02:00'; Expected = '2025-01-02T03:04:05.000000+02:00' }
        @{
            Time = [DateTimeOffset]::new(2025, 1, 2, 3, 4, 5, [TimeSpan]::FromHours(2))
            Expected = '2025-01-02T03:04:05.000000+02:00'
        }
        @{
            Time = [DateTime]::new(2025, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)
            Expected = '2025-01-02T03:04:05.000000+00:00'
        }
        @{ Time = '2025-01-02T03:04:05Z'; Expected = '2025-01-02T03:04:05.000000+00:00' }
    ) {
        [cultureinfo]::CurrentCulture = 'de-DE'

        Write-TradeEvent X -EventTime $time

        Get-TradeMember | Should -Be "{`"action`": `"X`", `"event_time`": `"$expected`"}"
    }

    It 'takes an event time without offset for the wall clock of the machine' {
        $time = [DateTime]::new(2025, 7, 2, 3, 4, 5)

        Write-TradeEvent X -EventTime $time
        Write-TradeEvent X -EventTime '2025-07-02 03:04:05'

        $form = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz"
        $expected = [DateTimeOffset]::new($time).ToString($form, [cultureinfo]::InvariantCulture)
        Get-TradeMember | Should -Be (@("{`"action`": `"X`", `"event_time`": `"$expected`"}") * 2)
    }

    It 'shows a right event time when <_> is a wrong one' -ForEach @(
        5, 'yesterday', '32.01.2025', '01/02/2025 03:04:05Z', '2025-13-01'
    ) {
        { Write-TradeEvent X -EventTime $_ } | Should -Throw '*2025-12-18T10:30:45+01:00*'
    }

    It 'writes a line for each row of a CSV file' {
        "symbol,side`nBTCUSDT,BUY`nETHUSDT,SELL" | ConvertFrom-Csv | Write-TradeEvent SIGNAL_GENERATED

        (Get-TradeLine | ConvertFrom-Json).side | Should -Be 'BUY', 'SELL'
    }

    It 'takes action and time from the rows of a table' {
        "Action,EventTime,symbol`nORDER_FILLED,2025-12-18T10:30:45Z,BTCUSDT" | ConvertFrom-Csv | Write-TradeEvent

        Get-TradeLine | Should -BeLike '*"action": "ORDER_FILLED", "event_time": "2025-12-18T10:30:45*"symbol": "BTCUSDT"}'
    }

    It 'copies events with their digits and their times' {
        Write-TradeEvent ORDER_FILLED @{ quantity = 0.10d }
        $event = Get-TradeEvent TestDrive:\logs

        $copy = $event | Write-TradeEvent -PassThru

        $copy.Action, "$($copy.quantity)" | Should -Be 'ORDER_FILLED', '0.10'
        [datetimeoffset]$copy.event_time | Should -Be $event.Timestamp
    }

    It 'names what an input lacks and goes on with the next' {
        @{ id = 1 }, @{ Action = 'X'; id = 2 } | Write-TradeEvent -ErrorVariable wrong -ErrorAction SilentlyContinue

        $wrong.FullyQualifiedErrorId | Should -BeLike 'NoTradeAction,*'
        (Get-TradeLine | ConvertFrom-Json).id | Should -Be 2
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
        {
            1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no more' }; @{ number = $_ } } |
                Write-TradeEvent TICK -AsBatch
        } |
            Should -Throw 'no more'

        'TestDrive:\logs\trades.log' | Should -Not -Exist
    }

    It 'passes the events of a batch through' {
        $events = @{ number = 1 }, @{ number = 2 } | Write-TradeEvent TICK -AsBatch -PassThru

        $events.number | Should -Be 1, 2
    }

    It 'passes the event through as it stands in the log' {
        $event = Write-TradeEvent ORDER_FILLED @{
            symbol = 'BTCUSDT'
            quantity = 0.10d
            legs = @(@{ id = 1 }, 2)
            Members = 'm'
        } -PassThru

        $event | Should -BeOfType TradingLogging.Reading.TradeEvent
        $event.Symbol, $event.legs[0].id, $event.legs[1], $event.Members | Should -Be 'BTCUSDT', 1, 2, 'm'
        "$($event.quantity)" | Should -Be '0.10'
        $time = $event.Timestamp.ToString('yyyy-MM-ddTHH:mm:ss.ffffffzzz', [cultureinfo]::InvariantCulture)
        Get-TradeLine | Should -BeLike "*$time*"
        (Write-TradeEvent HEARTBEAT -PassThru).Action | Should -Be HEARTBEAT
    }

    It 'gives of members that PowerShell cannot tell apart the first' {
        $names = [System.Collections.Generic.Dictionary[string, object]]::new()
        $names['id'] = 1
        $names['ID'] = 2
        $names['symbol'] = 7

        $event = Write-TradeEvent X ([ordered]@{ inner = $names; symbol = 8 }) -PassThru

        $event.inner.id, $event.symbol | Should -Be 1, 8
        Get-TradeMember | Should -BeLike '*"id": 1, "ID.2": 2, "symbol": 7*'
    }

    It 'names what is wrong with an event and goes on with the next' {
        @{ id = 1 }, $null, 5, @{ id = 2 } | Write-TradeEvent X -ErrorVariable wrong -ErrorAction SilentlyContinue

        $wrong.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NullTradeEventData', 'InvalidTradeEvent'
        (Get-TradeLine | ConvertFrom-Json).id | Should -Be 1, 2
    }

    It 'says what cannot be an event: <command>' -ForEach @(
        @{ Command = { Write-TradeEvent X $null }; Id = 'NullTradeEventData'; Advice = 'Leave -Data out' }
        @{ Command = { Write-TradeEvent X -Data $null }; Id = 'NullTradeEventData'; Advice = 'Leave -Data out' }
        @{ Command = { $null | Write-TradeEvent X }; Id = 'NullTradeEventData'; Advice = 'Leave -Data out' }
        @{ Command = { Write-TradeEvent '' @{ a = 1 } }; Id = 'InvalidTradeEvent'; Advice = 'Name what happened' }
        @{ Command = { Write-TradeEvent '  ' @{ a = 1 } }; Id = 'InvalidTradeEvent'; Advice = 'Name what happened' }
        @{ Command = { Write-TradeEvent X 5 }; Id = 'InvalidTradeEvent'; Advice = 'has none. Pass a dictionary' }
        @{ Command = { Write-TradeEvent X 'text' }; Id = 'InvalidTradeEvent'; Advice = 'has none. Pass a dictionary' }
        @{
            Command = { Write-TradeEvent X -Data 1, 2 }
            Id = 'InvalidTradeEvent'
            Advice = 'has none. Pass a dictionary'
        }
    ) {
        $ErrorActionPreference = 'Stop'
        $command | Should -Throw "*$advice*" -ErrorId "$id,*"
    }

    It 'says how to initialise the logger, also when it was closed in mid-pipeline' {
        {
            1..3 | ForEach-Object { if ($_ -eq 2) { Close-TradingLogger }; @{ id = $_ } } |
                Write-TradeEvent X -ErrorAction Stop
        } |
            Should -Throw -ErrorId 'NotInitialized,*'
        { Write-TradeEvent X -ErrorAction Stop } |
            Should -Throw '*Initialize-TradingLogger -LogDirectory logs*' -ErrorId 'NotInitialized,*'
        Get-TradeLine | Should -HaveCount 1
    }

    It 'gives an event that could not be written back with the error' {
        $null = New-Item TestDrive:\logs\trades.log -ItemType Directory

        Write-TradeEvent X @{ id = 7 } -ErrorVariable failure -ErrorAction SilentlyContinue

        $failure.FullyQualifiedErrorId | Should -BeLike 'TradeEventNotWritten,*'
        "$failure" | Should -BeLike "*$(Join-Path $TestDrive logs/trades.log)*"
        $failure.CategoryInfo.Category | Should -Be WriteError
        $failure.TargetObject.id | Should -Be 7
    }

    It 'has another error when only the copy failed, so that no event is written again' {
        $null = New-Item TestDrive:\logs\trading.log -ItemType Directory

        Write-TradeEvent X @{ id = 7 } -ErrorVariable failure -ErrorAction SilentlyContinue

        $failure.FullyQualifiedErrorId | Should -BeLike 'TradeEventCopyNotWritten,*'
        Get-TradeLine | Should -HaveCount 1
    }

    It 'loses nothing in parallel runspaces' {
        $module = Resolve-Path "$PSScriptRoot/../../TradingLogger.psd1"

        1..100 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            Write-TradeEvent X @{ number = $_ }
        }

        (Get-TradeLine | ConvertFrom-Json).number | Sort-Object | Should -Be (1..100)
    }

    It 'completes <_> to an action in any case' -ForEach @(
        'Write-TradeEvent order_f', "Write-TradeEvent 'ORDER_F", 'Write-TradeEvent -Action ORDER_F'
    ) {
        (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText | Should -Be ORDER_FILLED
    }

    It 'offers the common actions first, and those seen after' {
        Write-TradeEvent ORDER_REJECTED
        Write-TradeEvent "it's odd"

        $actions = (TabExpansion2 'Write-TradeEvent ' 17).CompletionMatches.CompletionText

        $actions[0..3] | Should -Be SIGNAL_GENERATED, ORDER_PLACED, ORDER_FILLED, POSITION_CLOSED
        $actions | Should -Contain ORDER_REJECTED
        $actions | Should -Contain "'it''s odd'"
    }

    It 'can be mocked in the tests of a script' {
        Mock Write-TradeEvent { }

        Write-TradeEvent ORDER_PLACED @{ order_id = 'temp_12345' }

        Should -Invoke Write-TradeEvent -Times 1 -Exactly -ParameterFilter {
            $Action -eq 'ORDER_PLACED' -and $Data.order_id -eq 'temp_12345'
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    $logs = New-Item "$TestDrive/logs" -ItemType Directory
    Set-Content "$logs/trades.log" @(
        0..6 | ForEach-Object {
            "{`"timestamp`": `"2025-12-18T10:00:0$_.000000+00:00`", `"action`": `"ORDER_REJECTED`", `"symbol`": `"BTCUSDT`"}"
        }
        '{"timestamp": "2025-12-18T10:30:00.000000+00:00", "action": "HEARTBEAT"}'
        '{"timestamp": "2025-12-18T10:00:10.000000+00:00", "action": "ORDER_REJECTED", "symbol": "LATE"}'
    )
    Set-Content "$logs/trading.log" '2025-12-18 10:10:00 | ERROR    | trading:1 | timed out'
    $rejects = New-TradeAlertRule rejects Count -Action ORDER_REJECTED -Threshold 4 -GroupBy symbol
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Test-TradeAlertRule' {
    It 'gives what would have fired: rule, group, times, worst value, notifications and summary' {
        $alert = Test-TradeAlertRule -Path $logs -Rule $rejects -WarningAction Ignore

        $alert.Rule, $alert.Group, $alert.Worst, $alert.Notifications | Should -Be 'rejects', 'BTCUSDT', 7, 2
        $alert.Started.UtcDateTime | Should -Be ([datetime]'2025-12-18T10:00:04')
        $alert.Ended.UtcDateTime | Should -Be ([datetime]'2025-12-18T10:05:02')
        $alert.Duration | Should -Be ([timespan]'00:04:58')
        $alert.Summary | Should -Be '5 ORDER_REJECTED in 5 min, more than 4; BTCUSDT'
    }

    It 'gives nothing of the time before -Since and from -Until on' {
        Test-TradeAlertRule $logs $rejects -Since 2025-12-18T10:20:00Z -WarningAction Ignore | Should -BeNullOrEmpty
        Test-TradeAlertRule $logs $rejects -Until 2025-12-18T10:00:04Z -WarningAction Ignore | Should -BeNullOrEmpty
        $open = Test-TradeAlertRule $logs $rejects -Until 2025-12-18T10:01:00Z -WarningAction Ignore
        $open.Ended, $open.Notifications | Should -Be $null, 1
    }

    It 'counts the silence since the last event up to now' {
        $silent = New-TradeAlertRule silent Silence -Action HEARTBEAT -Window 1h -RepeatAfter 1d

        $alerts = @(Test-TradeAlertRule $logs $silent -WarningAction Ignore)

        $alerts[-1].Ended | Should -BeNullOrEmpty
        $alerts[-1].Started.UtcDateTime | Should -Be ([datetime]'2025-12-18T11:30:00')
        $alerts[-1].Notifications | Should -BeGreaterThan 300
    }

    It 'warns of events that are late, of rules about the present, and of paths without records' {
        $rules = @($rejects; New-TradeAlertRule disk DiskSpace -Threshold 1; New-TradeAlertRule errors Count -Level ERROR)

        Test-TradeAlertRule -Path "$logs/trades.log" -Rule $rules -WarningVariable warnings -WarningAction SilentlyContinue |
            Should -HaveCount 1

        $warnings | Should -HaveCount 3
        $warnings -match 'The rule disk is about the present' | Should -HaveCount 1
        $warnings -match 'none of the paths is one' | Should -HaveCount 1
        $warnings -match '1 records have a timestamp older' | Should -HaveCount 1
    }

    It 'reads records of trading.log, from a directory and by path' {
        $errors = New-TradeAlertRule errors Count -Pattern 'timed? ?out'

        (Test-TradeAlertRule $logs $errors -WarningAction Ignore).Worst | Should -Be 1
        $paths = "$logs/trades.log", "$logs/trading.log"
        (Test-TradeAlertRule -Path $paths -Rule $errors -WarningAction Ignore).Worst | Should -Be 1
    }

    It 'does not take the lines of trading.log for damaged events' {
        $rules = @(New-TradeAlertRule damaged Finding -Finding DamagedLine; New-TradeAlertRule text Count -Level ERROR)

        $alerts = Test-TradeAlertRule -Path "$logs/trading.log" -Rule $rules -WarningVariable told -WA SilentlyContinue

        $alerts.Rule | Should -Be text
        "$told" | Should -BeLike '*events of trades.log, but none of the paths is one*'
    }

    It 'warns of a directory without the log that rules are about' {
        $half = New-Item "$TestDrive/half" -ItemType Directory
        Copy-Item "$logs/trades.log" $half
        $rules = @($rejects; New-TradeAlertRule text Count -Level ERROR)
        $quiet = @{ WarningVariable = 'told'; WarningAction = 'SilentlyContinue' }

        Test-TradeAlertRule $half $rules @quiet | Out-Null
        $told -match 'records of trading.log, but .* has none' | Should -HaveCount 1
        Test-TradeAlertRule -Path $half -Rule $rules @quiet | Out-Null
        $told -match 'records of trading.log, but none' | Should -HaveCount 1
        Rename-Item $half/trades.log trading.log
        Test-TradeAlertRule $half $rules @quiet | Out-Null
        $told -match 'events of trades.log, but .* has none' | Should -HaveCount 1
    }

    It 'takes rules as objects, copies out of a file, hashtables and paths' {
        Set-Content "$TestDrive/rules.json" '[{ "name": "rejects", "kind": "Count", "threshold": 4, "action": "*REJECTED" }]'
        $rejects | Export-Clixml "$TestDrive/rule.xml"
        $table = @{ Name = 'table'; Kind = 'Count'; Action = 'ORDER_REJECTED'; Threshold = 4 }

        foreach ($rule in "$TestDrive/rules.json", (Import-Clixml "$TestDrive/rule.xml"), $table) {
            (Test-TradeAlertRule $logs -Rule $rule -WarningAction Ignore).Worst | Should -Be 7
        }
    }

    It 'takes rules that come out of a job' {
        $serializer = [System.Management.Automation.PSSerializer]
        $rule = $serializer::Deserialize($serializer::Serialize($rejects))
        # What Receive-Job adds to each object.
        $rule | Add-Member @{ PSComputerName = 'localhost'; RunspaceId = [guid]::NewGuid(); PSShowComputerName = $false }

        (Test-TradeAlertRule $logs -Rule $rule -WarningAction Ignore).Worst | Should -Be 7
    }

    It 'refuses two rules of one name, and what is no rule' {
        { Test-TradeAlertRule $logs $rejects, $rejects } | Should -Throw -ErrorId 'InvalidAlertRule,*'
        { Test-TradeAlertRule $logs @{ Name = 'a' } } | Should -Throw '*has no Kind*'
        { Test-TradeAlertRule $logs "$TestDrive/none.json" } | Should -Throw '*none.json*'
    }

    It 'says how many alerts and notifications there were' {
        $verbose = Test-TradeAlertRule $logs $rejects -Verbose -WarningAction Ignore 4>&1 | Select-Object -Last 1

        "$verbose" | Should -Be '1 alerts, 2 notifications.'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Find-TradeAnomaly' {
    BeforeAll {
        # Four days with a heartbeat every ten minutes, and then a burst of rejects.
        $logs = New-Item (Join-Path $TestDrive logs) -ItemType Directory
        $start = [datetimeoffset] '2026-03-02T00:00:00Z'
        $lines = foreach ($number in 0..575) {
            '{{"timestamp": "{0:o}", "action": "HEARTBEAT"}}' -f $start.AddMinutes(10 * $number)
        }
        $lines += foreach ($second in 0..46) {
            '{{"timestamp": "{0:o}", "action": "ORDER_REJECTED"}}' -f $start.AddDays(4).AddSeconds($second)
        }
        $lines += '{{"timestamp": "{0:o}", "action": "HEARTBEAT"}}' -f $start.AddDays(4).AddMinutes(10)
        Set-Content $logs/trades.log $lines
    }

    It 'says with its numbers what was not as usual' {
        $found = Find-TradeAnomaly $logs -TimeZone UTC -WarningAction Ignore

        $found.Message | Should -Be '47 ORDER_REJECTED in 5 minutes; 0 are usual at this hour.'
        $found.Measure, $found.Subject, $found.Value | Should -Be Rate, ORDER_REJECTED, 47
    }

    It 'takes events of the pipeline' {
        (Get-TradeEvent $logs | Find-TradeAnomaly -TimeZone UTC).Subject | Should -Be ORDER_REJECTED
    }

    It 'tells what is asked for: measures and times' {
        Find-TradeAnomaly $logs -TimeZone UTC -Measure Pnl, Slippage -WarningAction Ignore | Should -BeNullOrEmpty
        $times = @{ TimeZone = 'UTC'; WarningAction = 'Ignore' }
        Find-TradeAnomaly $logs @times -Since 2026-03-07T00:00:00Z | Should -BeNullOrEmpty
        @(Find-TradeAnomaly $logs @times -Since 2026-03-06T00:00:00Z -Sensitivity High).Count | Should -Be 1
    }

    It 'reads the text log of a directory as well' {
        $both = New-Item (Join-Path $TestDrive both) -ItemType Directory
        $records = foreach ($number in 0..575) {
            '{0:yyyy-MM-dd HH:mm:ss} | INFO     | trading.api:1 | asked' -f $start.AddMinutes(10 * $number)
        }
        $records += foreach ($second in 0..39) {
            '{0:yyyy-MM-dd HH:mm:ss} | ERROR    | trading.api:1 | refused' -f $start.AddDays(4).AddSeconds($second)
        }
        $records += '{0:yyyy-MM-dd HH:mm:ss} | INFO     | trading.api:1 | asked' -f $start.AddDays(4).AddMinutes(10)
        Set-Content $both/trading.log $records

        (Find-TradeAnomaly $both -WarningAction Ignore).Subject | Should -Be 'errors of trading.api'
    }

    It 'warns of what it cannot judge instead of finding nothing' {
        $first = New-Item (Join-Path $TestDrive first) -ItemType Directory
        Get-Content $logs/trades.log -TotalCount 10 | Set-Content $first/trades.log

        Find-TradeAnomaly $first -WarningVariable told -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$told" | Should -BeLike 'Not judged: Everything: 2 days are watched before anything is judged*'
    }

    It 'judges up to now: what comes no more, and what has just come' {
        $beat = '{{"timestamp": "{0:o}", "action": "HEARTBEAT"}}'
        $now = [datetimeoffset]::UtcNow
        $ended = New-Item (Join-Path $TestDrive ended) -ItemType Directory
        Set-Content $ended/trades.log @(
            foreach ($number in 0..2159) { $beat -f $now.AddDays(-20).AddMinutes(10 * $number) }
        )
        $running = New-Item (Join-Path $TestDrive running) -ItemType Directory
        Set-Content $running/trades.log @(
            foreach ($number in 0..575) { $beat -f $now.AddDays(-4).AddMinutes(10 * $number) }
            @('{{"timestamp": "{0:o}", "action": "ORDER_REJECTED"}}' -f $now) * 290
        )

        (Find-TradeAnomaly $ended -TimeZone UTC).Measure | Should -Be Silence
        (Find-TradeAnomaly $running -TimeZone UTC -WarningAction Ignore).Subject | Should -Be ORDER_REJECTED
        (Find-TradeAnomaly -Path $running/trades.log -TimeZone UTC -WarningAction Ignore).Subject |
            Should -Be ORDER_REJECTED
        (Get-TradeEvent $ended | Find-TradeAnomaly -TimeZone UTC) | Should -BeNullOrEmpty
        Find-TradeAnomaly $ended -Until $now.AddDays(-6) -TimeZone UTC | Should -BeNullOrEmpty
    }

    It 'says of a log without an event for 28 days that its silence is not judged' {
        Find-TradeAnomaly $logs -TimeZone UTC -WarningVariable told -WarningAction SilentlyContinue | Out-Null

        "$told" | Should -BeLike 'Not judged: The silence of * since the last event: *'
    }

    It 'takes durations as other cmdlets do: a number is seconds' {
        foreach ($bucket in '5m', 300, '300', ([timespan] '0:05')) {
            (Find-TradeAnomaly $logs -TimeZone UTC -Bucket $bucket -CoolDown 12h -WarningAction Ignore).Value |
                Should -Be 47
        }
    }

    It 'refuses buckets and cool-downs outside their range' {
        { Find-TradeAnomaly $logs -Bucket 2:00 } | Should -Throw -ErrorId 'InvalidMeasureArgument,*'
        { Find-TradeAnomaly $logs -CoolDown 31.00:00:00 } | Should -Throw -ErrorId 'InvalidMeasureArgument,*'
    }
}

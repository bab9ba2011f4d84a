BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Compare-TradeStatement' {
    BeforeAll {
        $logs = Join-Path $TestDrive logs
        New-Item -ItemType Directory $logs | Out-Null
        $time = { param($n) [DateTimeOffset]::new(2025, 12, 18, 9, $n, 0, [TimeSpan]::Zero) }
        $rows = foreach ($n in 1..10) {
            [pscustomobject]@{
                time = (& $time $n).ToString('o')
                trade_id = "x$n"
                order_id = "o$n"
                symbol = 'BTCUSDT'
                side = ('BUY', 'SELL')[$n % 2]
                quantity = "0.$n"
                price = 100 + $n
                fee = '0.5'
                fee_currency = 'USDT'
            }
        }
        Set-Content (Join-Path $logs trades.log) ($rows | ForEach-Object {
            $of = "`"symbol`": `"BTCUSDT`", `"order_id`": `"$($_.order_id)`", `"side`": `"$($_.side)`", " +
                "`"quantity`": $($_.quantity), `"price`": $($_.price)"
            $own = "`"exec_id`": `"$($_.trade_id)`", `"fee`": 0.5"
            "{`"timestamp`": `"$($_.time)`", `"action`": `"ORDER_PLACED`", $of}"
            "{`"timestamp`": `"$($_.time)`", `"action`": `"ORDER_FILLED`", $of, $own}"
        })
        $statement = Join-Path $TestDrive fills.csv
        $rows | Export-Csv $statement
    }

    It 'finds nothing where the statement has the fills of the log' {
        $comparison = Compare-TradeStatement $statement $logs

        $comparison.IsReconciled, $comparison.Matched | Should -Be $true, 10
        $comparison | Out-String | Should -Match 'Breaks +: none'
        (Get-TradeEvent $logs | Compare-TradeStatement $statement).IsReconciled | Should -BeTrue
    }

    It 'finds each of eight planted breaks' {
        $changed = Import-Csv $statement | Where-Object trade_id -NE x1
        $changed[0].quantity = '7'
        $changed[1].price = '7'
        $changed[2].fee = '7'
        $changed[3].side = ('SELL', 'BUY')[$changed[3].side -eq 'SELL']
        $changed[4].time = '2025-12-18T15:00:00Z'
        $extra = $changed[0].PSObject.Copy()
        $extra.trade_id, $extra.order_id, $extra.price = 'x99', 'o99', '55'
        $wrong = Join-Path $TestDrive wrong.csv
        @($changed) + $changed[5] + $extra | Export-Csv $wrong

        $comparison = Compare-TradeStatement $wrong $logs

        $comparison.Breaks.Kind | Sort-Object |
            Should -Be MissingInLog, MissingInStatement, Duplicate, Side, Quantity, Price, Fee, Time
        $comparison.Breaks | Out-String | Should -Match 'Quantity +trades\.log:4 +wrong\.csv:2'
        Export-TradeReport (Join-Path $TestDrive day.html) $logs -Statement $comparison
        Get-Content (Join-Path $TestDrive day.html) -Raw | Should -BeLike '*<tr data-break="MissingInLog"*'
    }

    It 'takes columns by -Map, and refuses a statement without them' {
        $named = Join-Path $TestDrive named.csv
        Import-Csv $statement |
            Select-Object time, symbol, side, price, @{ Name = 'Lots'; Expression = { $_.quantity } } |
                Export-Csv $named

        (Compare-TradeStatement $named $logs -Map @{ quantity = 'Lots' }).IsReconciled | Should -BeTrue
        { Compare-TradeStatement $named $logs } | Should -Throw -ErrorId 'InvalidStatement,*'
        { Compare-TradeStatement (Join-Path $TestDrive none.csv) $logs } |
            Should -Throw -ErrorId 'StatementNotReadable,*'
        if (Test-Path /dev/zero) {
            { Compare-TradeStatement /dev/zero $logs } | Should -Throw '*not an ordinary file*'
            { Test-TradeLog $logs -SealKeyFile /dev/zero } | Should -Throw '*not an ordinary file*'
        }

        $none = Join-Path $TestDrive none
        { Compare-TradeStatement $statement $none } | Should -Throw -ErrorId 'LogDirectoryNotFound,*'
    }

    It 'allows what -Tolerance and -TimeTolerance allow, and compares a span of time' {
        $rounded = Join-Path $TestDrive rounded.csv
        Import-Csv $statement |
            ForEach-Object {
                $_.price = [decimal] $_.price + 0.01d
                $_.time = ([DateTimeOffset] $_.time).AddMinutes(1).ToString('o')
                $_
            } | Export-Csv $rounded

        (Compare-TradeStatement $rounded $logs).Breaks.Count | Should -Be 20
        (Compare-TradeStatement $rounded $logs -Tolerance 0.001 -TimeTolerance ([timespan]::FromMinutes(2))).Breaks |
            Should -BeNullOrEmpty
        (Compare-TradeStatement $statement $logs -Since (& $time 6)).BreakCounts.MissingInLog | Should -Be 5
    }

    It 'says once what the log or the statement lacks in all lines, and for each line what it lacks in some' {
        $unpaid = Join-Path $TestDrive unpaid
        New-Item -ItemType Directory $unpaid | Out-Null
        Set-Content (Join-Path $unpaid trades.log) ((Get-Content (Join-Path $logs trades.log)) -replace ', "fee": 0.5')
        $short = Join-Path $TestDrive short.csv
        Import-Csv $statement | Select-Object trade_id, symbol, quantity, price | Export-Csv $short
        $gaps = Import-Csv $statement
        $gaps[0].side, $gaps[1].fee, $gaps[2].order_id = 'KAUF', '', 'other'
        $gaps | Export-Csv (Join-Path $TestDrive gaps.csv)

        $comparison = Compare-TradeStatement $statement $unpaid
        $comparison.IsReconciled, @($comparison.Breaks).Count, $comparison.Breaks[0].Kind | Should -Be $false, 1, Fee
        $comparison = Compare-TradeStatement $short $logs
        $comparison.IsReconciled, $comparison.NotCompared.Count | Should -Be $true, 4
        $comparison | Out-String | Should -Match 'Not compared : The statement has no side in any line\.'
        (Compare-TradeStatement (Join-Path $TestDrive gaps.csv) $logs).Breaks.Kind | Should -Be Side, Fee, OrderId
    }

    It 'refuses what can be read in two ways, and takes what -Map says' {
        $two = Join-Path $TestDrive two.csv
        Import-Csv $statement | Select-Object *, @{ Name = 'commission'; Expression = { '0.25' } } | Export-Csv $two

        { Compare-TradeStatement $two $logs } | Should -Throw "*-Map @{ fee = 'commission' }*"
        (Compare-TradeStatement $two $logs -Map @{ fee = 'fee' }).IsReconciled | Should -BeTrue
        (Compare-TradeStatement $two $logs -Map @{ fee = 'fee', 'commission' }).BreakCounts.Fee | Should -Be 10
        { Compare-TradeStatement $two $logs -Map @{ fee = 'charges' } } |
            Should -Throw '*no column charges*' -ErrorId 'InvalidStatement,*'
        { Compare-TradeStatement $two $logs -Map @{ fee = $null } } | Should -Throw '*no name for fee*'
        (Compare-TradeStatement $statement (Join-Path $logs trades.log)).IsReconciled | Should -BeTrue
    }
}

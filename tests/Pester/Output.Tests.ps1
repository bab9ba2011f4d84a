BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'What cmdlets output' {
    BeforeAll {
        # PowerShell shows a moment as the culture has it, and a copy of one as its text.
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
        $logs = Join-Path $TestDrive logs
        $statement = Join-Path $TestDrive fills.csv
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Integrity Chain -Mask own, further
        # A copy of a dictionary by Clixml has its entries in any order.
        Set-TradingLogLevel -Reset
        Set-TradingLogLevel risk DEBUG
        Write-TradeEvent SIGNAL_GENERATED @{ symbol = 'BTCUSDT'; tags = 'a', 'b'; more = @{ x = 1 } }
        Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = 'o1'; side = 'BUY'; quantity = 2; price = 100 }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; order_id = 'o1'; quantity = 2; price = 101; fee = 0.5 }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; pnl = 9; exit_price = 105 }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; order_id = 'o2'; side = 'BUY'; quantity = 1; price = 50 }
        Write-TradingLog message
        Set-Content $statement 'time,symbol,side,quantity,price', '2025-12-18T10:00:00Z,ETHUSDT,SELL,7,100'
    }

    AfterAll {
        Set-TradingLogLevel -Reset
        Close-TradingLogger
        [cultureinfo]::CurrentCulture = $culture
    }

    Context '<_>' -ForEach @(
        'Get-TradeEvent'
        'Get-TradeOrder'
        'Get-TradingLog'
        'Get-TradingLogger'
        '(Get-TradingLogger).Handlers'
        'Get-TradingLoggerConfig'
        'New-TradingLogger strategy -WarningAction Ignore'
        'Measure-TradeActivity'
        '(Measure-TradeActivity).BySymbol'
        '(Measure-TradeActivity).EquityCurve'
        '(Measure-TradeActivity).Findings'
        '(Measure-TradeActivity).OpenPositions'
        '(Measure-TradeActivity).SignalToOrder'
        'Test-TradeLog'
        'Compare-TradeStatement $statement'
        '(Compare-TradeStatement $statement).Breaks'
    ) {
        BeforeAll {
            $output = @(& ([scriptblock]::Create($_)))
        }

        It 'is a row without the name of a type' {
            $output | Should -Not -BeNullOrEmpty
            $output | ConvertTo-Csv | Should -Not -Match '__|System\.|TradingLogging\.|\[\]|`\d'
        }

        It 'is JSON with its lists as arrays' {
            $read = ConvertTo-Json $output -Depth 8 | ConvertFrom-Json
            foreach ($property in $output[0].PSObject.Properties | Where-Object { $_.Value -is [array] }) {
                , @($read)[0].($property.Name) | Should -BeOfType [array]
            }
        }

        It 'is shown the same out of Clixml, as a table and as a list' {
            $path = Join-Path $TestDrive copy.xml
            $output | Export-Clixml $path
            $copy = @(Import-Clixml $path)

            $copy | Should -HaveCount $output.Count
            foreach ($form in 'Format-Table', 'Format-List') {
                # PowerShell aligns text and numbers differently, and copies have text.
                $shown, $again = foreach ($objects in $output, $copy) {
                    ($objects | & $form | Out-String -Width 500) -replace '[ -]+', ' ' -replace '\s*\n ?', "`n"
                }
                $again | Should -Be $shown -Because $form
            }
        }
    }

    It 'has the members of an event in its table, also of a copy such as jobs and remoting make' {
        $serializer = [System.Management.Automation.PSSerializer]
        $copy = $serializer::Deserialize($serializer::Serialize((Get-TradeEvent -Last 1), 1))

        $copy | Format-Table | Out-String -Width 200 | Should -Match 'ETHUSDT +order_id=o2 price=50 quantity=1 side=BUY'
    }

    It 'says of a list of thousands how many more there are' {
        $many = 1..30 | ForEach-Object {
            [pscustomobject]@{ timestamp = [DateTimeOffset]::Now; action = 'ORDER_PLACED'; order_id = "x$_" }
        }

        ($many | Measure-TradeActivity | ConvertTo-Csv)[1] | Should -BeLike '*and 10 more*'
    }
}

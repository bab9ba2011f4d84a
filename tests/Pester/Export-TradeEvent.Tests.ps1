BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Export-TradeEvent' {
    BeforeAll {
        $logs = Join-Path $TestDrive logs
        New-Item -ItemType Directory $logs | Out-Null
        $line = { param($day, $symbol, $n)
            "{`"timestamp`": `"2025-12-${day}T10:00:00Z`", `"action`": `"A`", `"symbol`": `"$symbol`", `"n`": $n}" }
        Set-Content (Join-Path $logs trades.log.2025-12-17) (& $line 17 BTCUSDT 1), (& $line 17 ETHUSDT 2)
        Set-Content (Join-Path $logs trades.log) (& $line 18 BTCUSDT 3)
        Push-Location $TestDrive
    }

    AfterAll {
        Pop-Location
    }

    AfterEach {
        Get-ChildItem $TestDrive -Exclude logs | Remove-Item -Recurse -Force
    }

    It 'writes a file a day, of the name of the machine' {
        Export-TradeEvent lake logs | Should -BeNullOrEmpty

        "lake/day=2025-12-17/$([Environment]::MachineName).parquet" | Should -Exist
        "lake/day=2025-12-18/$([Environment]::MachineName).parquet" | Should -Exist
    }

    It 'writes a file a symbol with <name>' -ForEach @(
        @{ Name = 'names'; Keys = 'Day', 'Symbol' }
        @{ Name = 'another case'; Keys = 'day', 'symbol' }
    ) {
        Export-TradeEvent lake logs -PartitionBy $keys -Name desk -PassThru | ForEach-Object { $_.Directory.Name } |
            Should -Be 'symbol=BTCUSDT', 'symbol=ETHUSDT', 'symbol=BTCUSDT'
    }

    It 'writes the lines of the log as Ndjson' {
        $file = Export-TradeEvent lake logs -Format Ndjson -Since 2025-12-18T00:00Z -PassThru

        Get-Content $file | Should -Be (Get-Content logs/trades.log)
        @($file).Count | Should -Be 1
    }

    It 'ends with the day before -Until' {
        (Export-TradeEvent lake logs -Until 2025-12-18T00:00Z -PassThru).Directory.Name | Should -Be 'day=2025-12-17'
    }

    It 'reads the log of files: <command>' -ForEach @(
        @{ Command = { Export-TradeEvent lake -Path logs/trades.log.2025-12-17 -PassThru } }
        @{ Command = { Get-ChildItem logs/trades.log.2025-12-17 | Export-TradeEvent lake -PassThru } }
        @{ Command = { Export-TradeEvent lake -LiteralPath logs/trades.log.2025-12-17 -PassThru } }
    ) {
        (& $command).Directory.Name | Should -Be 'day=2025-12-17'
        # It is the same log as the whole of it.
        Export-TradeEvent lake logs
    }

    It 'writes nothing with -WhatIf' {
        Export-TradeEvent lake logs -WhatIf

        'lake' | Should -Not -Exist
    }

    It 'refuses <id> and says what to do' -ForEach @(
        @{ Id = 'InvalidPartition'; Does = { Export-TradeEvent lake logs -PartitionBy Symbol } }
        @{ Id = 'InvalidPartition'; Does = { Export-TradeEvent lake logs -PartitionBy Day, Day } }
        @{ Id = 'InvalidLakeName'; Does = { Export-TradeEvent lake logs -Name a/b } }
        @{ Id = 'LakeConflict'; Does = {
                Export-TradeEvent lake logs -Name desk
                Copy-Item logs other -Recurse
                Export-TradeEvent lake other -Name desk
            } }
        @{ Id = 'LakeNotWritten'; Does = { Set-Content lake x; Export-TradeEvent lake logs } }
        @{ Id = 'LogDirectoryNotFound'; Does = { Export-TradeEvent lake nowhere } }
        @{ Id = 'LakeConflict'; Does = {
                Export-TradeEvent lake logs
                Export-TradeEvent lake logs -PartitionBy Day, Symbol
            } }
    ) {
        $does | Should -Throw -ErrorId "$id,*"
    }

    It 'leaves a day out that the log has lost a part of, and takes it with -Force' {
        Copy-Item logs mine -Recurse
        Export-TradeEvent lake mine -Name desk
        Set-Content mine/trades.log.2025-12-17 (Get-Content mine/trades.log.2025-12-17 -First 1)

        { Export-TradeEvent lake mine -Name desk } | Should -Throw -ErrorId 'LakeConflict,*'
        Export-TradeEvent lake mine -Name desk -Since 2025-12-18T00:00Z
        Export-TradeEvent lake mine -Name desk -Force
    }
}

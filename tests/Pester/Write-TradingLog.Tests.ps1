BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-LogLine {
        Get-Content TestDrive:\logs\trading.log
    }

    function Get-LogMessage {
        (Get-LogLine) -replace '^.*? \| .*? \| .*? \| ?'
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Write-TradingLog' {
    BeforeEach {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -LogLevel Debug
    }

    AfterEach {
        Close-TradingLogger
        Remove-Item TestDrive:\logs -Recurse -Force
    }

    It 'writes level, logger, line and message' {
        $function = "function Write-It { Write-TradingLog 'in a function' -Level Warning -Logger trading.risk }"
        Set-Content TestDrive:\script.ps1 "# one`n$function`n`nWrite-It"

        & TestDrive:\script.ps1 6>$null

        Get-LogLine | Should -Match ' \| WARNING  \| trading\.risk:2 \| in a function$'
    }

    It 'takes a level in any case, and lists the valid ones when one is wrong' {
        Write-TradingLog x -Level cRiTiCaL 6>$null

        Get-LogLine | Should -Match ' \| CRITICAL \| trading:\d+ \| x$'
        { Write-TradingLog x -Level LOUD } | Should -Throw '*Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL*'
    }

    It 'puts the members of -Data into the message, and those that it does not name behind it' {
        Write-TradingLog 'Order {id} at {price:0.00} {{x}}' -Data (
            [ordered]@{ id = 7; price = 1.5; venue = 'X' }) 6>$null
        Write-TradingLog '{id} {{x}}' 6>$null

        Get-LogMessage | Should -Be 'Order 7 at 1.50 {x} {"venue": "X"}', '{id} {{x}}'
        { Write-TradingLog x -Data 5 } | Should -Throw -ErrorId 'InvalidLogData,*'
    }

    It 'logs an error at ERROR, unless another level is asked for' {
        $record = try { Get-Item TestDrive:\none -ErrorAction Stop } catch { $_ }

        Write-TradingLog -ErrorRecord $record 6>$null
        Write-TradingLog -Exception $record.Exception 6>$null
        Write-TradingLog -ErrorRecord $record -Level Warning 6>$null

        (Get-LogLine | Select-String ' \| (ERROR|WARNING) +\| trading').Matches.Groups.Where({ $_.Name -eq 1 }).Value |
            Should -Be ERROR, ERROR, WARNING
    }

    It 'writes nothing below the level' {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -LogLevel Warning
        Write-TradingLog x 6>$null
        Write-TradingLog y -Level Error 6>$null

        Get-LogMessage | Should -Be y
    }

    It 'shows the line as Write-Host does' {
        $shown = Write-TradingLog 'hello' 6>&1

        $shown.Tags | Should -Be 'PSHOST'
        "$shown" | Should -Match '\| INFO     \| trading              \| hello$'
    }

    It 'is in a transcript' {
        Start-Transcript -LiteralPath TestDrive:\transcript.txt
        Write-TradingLog 'in the transcript'
        Stop-Transcript

        Get-Content TestDrive:\transcript.txt | Where-Object { $_ -like '*| in the transcript' } | Should -HaveCount 1
    }

    It 'writes a line for each object of the pipeline, the same in every culture' {
        [cultureinfo]::CurrentCulture = 'de-DE'

        'one', 2, $null, 1.5, 0.10d, [DateTime]::new(2025, 12, 18, 10, 30, 45), [pscustomobject]@{
            a = 1.5
        }, "two`nlines" |
            Write-TradingLog 6>$null

        Get-LogMessage | Should -Be 'one', '2', '', '1.5', '0.10', '12/18/2025 10:30:45', '{"a": 1.5}', 'two\nlines'
    }

    It 'writes an object that is given as an argument, also one that is nothing' {
        1.5, '', $null | ForEach-Object { Write-TradingLog $_ 6>$null }

        Get-LogMessage | Should -Be '1.5', '', ''
    }

    It 'writes the content of <value>, and never the name of its type' -ForEach @(
        @{ Value = @{ a = 1 }; Expected = '{"a": 1}' }
        @{ Value = [ordered]@{ a = 1.5; b = @{ c = 'x' } }; Expected = '{"a": 1.5, "b": {"c": "x"}}' }
        @{ Value = 1, @(2, @{ a = 3 }); Expected = '[1, [2, {"a": 3}]]' }
        @{ Value = [pscustomobject]@{ a = @{ b = 1 } }; Expected = '{"a": {"b": 1}}' }
        @{ Value = [System.Collections.Generic.HashSet[int]]::new([int[]](1, 2)); Expected = '[1, 2]' }
        @{
            Value = [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ a = @{ b = 1 } }))
            Expected = '{"a": {"b": 1}}'
        }
        @{ Value = [System.Tuple]::Create(1, @{ a = 1 }); Expected = '{"Item1": 1, "Item2": {"a": 1}}' }
        @{
            Value = [System.Collections.DictionaryEntry]::new('a', @{ b = 1 })
            Expected = '{"Key": "a", "Value": {"b": 1}}'
        }
        @{
            Value = [System.Collections.Generic.KeyValuePair[string, object]]::new('a', @{ b = 1 })
            Expected = '{"Key": "a", "Value": {"b": 1}}'
        }
        @{ Value = @{ api_key = 'q8Zr2LxT' }; Expected = '{"api_key": "***"}' }
    ) {
        Write-TradingLog $value 6>$null
        , $value | Write-TradingLog 6>$null

        Get-LogMessage | Should -Be $expected, $expected
        Get-Content TestDrive:\logs\trading.log -Raw | Should -Not -BeLike '*System.Collections.*'
    }

    It 'bounds the content that it writes, and marks what is cut' {
        $round = @{ a = 1 }
        $round.self = $round

        Write-TradingLog $round 6>$null
        Write-TradingLog (1..100000) 6>$null
        Write-TradingLog @{ text = 'x' * 100000 } 6>$null

        $messages = Get-LogMessage
        $messages[0] | Should -BeLike '*"self": "<cycle>"*'
        $messages[1..2] | ForEach-Object {
            $_.Length | Should -BeLessOrEqual 4110
            $_ | Should -BeLike '*…`[cut`]'
        }
    }

    It 'tells category, id and target of an error' {
        $record = [System.Management.Automation.ErrorRecord]::new(
            [System.IO.IOException]::new('disk'), 'OrderRefused', 'WriteError', [ordered]@{
                symbol = 'BTCUSDT'
                secret = 'q8Zr2LxT'
            })

        Write-TradingLog -ErrorRecord $record 6>$null

        (Get-LogLine)[1..4] | Should -Be @(
            '    System.IO.IOException: disk'
            '      category: WriteError'
            '      error id: OrderRefused'
            '      target: {"symbol": "BTCUSDT", "secret": "***"}'
        )
    }

    It 'tells where in the script an error happened' {
        $script = Join-Path $TestDrive script.ps1
        $try = 'try { Get-Price } catch { Write-TradingLog -ErrorRecord $_ -Level Error }'
        Set-Content $script "function Get-Price {`n    throw 'no market data'`n}`n$try"

        & $script 6>$null

        $lines = Get-LogLine
        $lines[0] | Should -Match '\| ERROR    \| trading:4 \| no market data$'
        $lines[1..7] | Should -Be @(
            '    System.Management.Automation.RuntimeException: no market data'
            "      At ${script}:2 char:5"
            "      + throw 'no market data'"
            '      category: OperationStopped'
            '      error id: no market data'
            '      target: no market data'
            "      at Get-Price, ${script}: line 2"
        )
    }

    It 'writes a message of its own before the error, and an exception with its causes' {
        try { throw 'cause' } catch { Write-TradingLog 'No market data' -ErrorRecord $_ 6>$null }
        $inner = [System.IO.IOException]::new('inner')
        Write-TradingLog -Exception ([InvalidOperationException]::new('outer', $inner)) 6>$null
        try { 1 / 0 } catch { Write-TradingLog -Exception $_.Exception 6>$null }

        $lines = Get-LogLine
        $lines[0] | Should -BeLike '* | No market data'
        $lines[1] | Should -BeLike '*RuntimeException: cause'
        $lines | Should -Contain '    System.InvalidOperationException: outer'
        $lines | Should -Contain '    caused by System.IO.IOException: inner'
        $lines -like '      At *Write-TradingLog.Tests.ps1:* char:*' | Should -HaveCount 2
    }

    It 'tells of an exception of PowerShell what -ErrorRecord tells, also of one that caused another' {
        try { Get-Item (Join-Path $TestDrive missing) -ErrorAction Stop } catch { $exception = $_.Exception }
        $outer = [AggregateException]::new('two', [Exception[]] @([System.IO.IOException]::new('disk'), $exception))

        Write-TradingLog -Exception $exception 6>$null
        Write-TradingLog -Exception $outer 6>$null

        $target = Join-Path $TestDrive missing
        foreach ($part in 'category: ObjectNotFound', 'error id: PathNotFound', "target: $target") {
            Get-LogLine | Where-Object { $_.TrimStart() -eq $part } | Should -HaveCount 2
        }
    }

    It 'takes an error from the pipeline, keeps the text that is given, and tells all errors of an aggregate' {
        $record = try { Get-Item TestDrive:\none -ErrorAction Stop } catch { $_ }
        $causes = [Exception[]] @(1..70 | ForEach-Object { [System.IO.IOException]::new("disk $_") })

        $record | Write-TradingLog 'no market data' 6>$null
        [AggregateException]::new('many', $causes) | Write-TradingLog 6>$null

        $lines = Get-LogLine
        $lines[0] | Should -Match '\| ERROR    \| trading:\d+ \| no market data$'
        $lines | Should -Contain '      error id: PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand'
        $lines[-2] | Should -Be '        and by System.IO.IOException: disk 64'
        $lines[-1] | Should -Be '        (6 further causes are not shown)'
    }

    It 'tells the status of an HTTP response' {
        $failure = [System.Net.Http.HttpRequestException]::new('Too Many Requests', $null, 429)

        Write-TradingLog 'Order refused' -Exception $failure 6>$null

        Get-LogLine | Should -Contain '      http status: 429'
    }

    It 'logs every stream at its level, unless a level is given' {
        $ErrorActionPreference = 'Continue'
        $block = {
            'out'
            Write-Error 'wrong'
            Write-Warning 'careful'
            Write-Verbose 'more' -Verbose
            Write-Host 'shown'
            [pscustomobject]@{ price = 7 } | Format-Table
        }

        & $block *>&1 | Write-TradingLog 6>$null
        & $block *>&1 | Write-TradingLog -Level Critical 6>$null

        $levels = (Get-LogLine | Select-String '\| (\w+) +\| trading:').Matches.Groups.Where({ $_.Name -eq 1 }).Value
        $levels[0..7] | Should -Be INFO, ERROR, WARNING, DEBUG, INFO, INFO, INFO, INFO
        $levels[8..15] | Sort-Object -Unique | Should -Be CRITICAL
        (Get-LogMessage | Where-Object { $_ -match '^price|^-----|^ *7' }) | ForEach-Object Trim |
            Should -Be price, -----, 7, price, -----, 7
    }

    It 'writes an error record that no script made without a position' {
        $cause = [System.IO.IOException]::new('disk')
        $record = [System.Management.Automation.ErrorRecord]::new($cause, 'id', 'WriteError', $null)
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('shown instead')

        Write-TradingLog -ErrorRecord $record 6>$null

        (Get-LogLine)[0] | Should -BeLike '* | shown instead'
        (Get-LogLine)[1] | Should -Be '    System.IO.IOException: shown instead'
    }

    It 'goes on when a record could not be written' {
        $null = New-Item TestDrive:\logs\trading.log -ItemType Directory

        Write-TradingLog lost -ErrorVariable failure -ErrorAction SilentlyContinue 6>$null

        $failure.FullyQualifiedErrorId | Should -BeLike 'LogRecordNotWritten,*'
        $failure.CategoryInfo.Category, $failure.TargetObject | Should -Be WriteError, 'lost'
    }

    It 'says when the logger is not initialised, whatever the level, also in mid-pipeline' {
        {
            1..3 | ForEach-Object { if ($_ -eq 2) { Close-TradingLogger }; $_ } |
                Write-TradingLog -ErrorAction Stop 6>$null
        } |
            Should -Throw -ErrorId 'NotInitialized,*'
        { Write-TradingLog x -Level Debug -ErrorAction Stop } | Should -Throw -ErrorId 'NotInitialized,*'
        Get-LogMessage | Should -Be '1'
    }

    It 'offers the loggers that exist for <_>' -ForEach @(
        'Write-TradingLog x -Logger tests.comp'
        'Measure-TradingOperation x { } -Logger tests.comp'
        'New-TradingLogger tests.comp'
    ) {
        Write-TradingLog x -Logger tests.completion 6>$null

        (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText | Should -Be tests.completion
    }

    It 'takes the errors of -ErrorVariable, one record each' {
        Get-Item TestDrive:\one, TestDrive:\two -ErrorAction SilentlyContinue -ErrorVariable missing

        Write-TradingLog 'missing' -ErrorRecord $missing 6>$null

        @(Get-LogMessage | Where-Object { $_ -eq 'missing' }).Count | Should -Be 2
    }

    It 'does not show colours where there is no terminal' {
        $shown = Write-TradingLog 'x' -Level Error 6>&1

        $shown.MessageData.ForegroundColor | Should -BeNullOrEmpty
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-LogLine {
        Get-Content (Join-Path $logs trading.log)
    }

    function Get-LogMessage {
        (Get-LogLine) -replace '^.*? \| .*? \| .*? \| '
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Measure-TradingOperation' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -LogLevel Debug -NoConsole
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'logs the duration at DEBUG with the line of the caller' {
        Measure-TradingOperation 'SMA calculation' { Start-Sleep -Milliseconds 20 } -Logger trading.indicators

        Get-LogLine | Should -Match 'DEBUG    \| trading\.indicators:\d+ \| SMA calculation completed in \d+\.\d{3}s$'
        [double]((Get-LogMessage) -replace '.* completed in |s$') | Should -BeGreaterOrEqual 0.02
    }

    It 'warns of an operation that takes longer than its limit' {
        Measure-TradingOperation load { Start-Sleep -Milliseconds 20 } -WarnAfter 0.001

        Get-LogLine | Should -Match 'WARNING  \| trading:\d+ \| load completed in \d+\.\d{3}s, more than 0\.001s$'
    }

    It 'measures each object of the pipeline and passes the result through' {
        $output = 1, 2 | Measure-TradingOperation step { $_ * 10 } -PassThru

        $output[0], $output[2] | Should -Be 10, 20
        $output[1].Operation, $output[1].IsFailed | Should -Be 'step', $false
        $output[3].Duration | Should -BeOfType timespan
        Get-LogMessage | Should -HaveCount 2
    }

    It 'runs the block in the scope of the caller' {
        function Test-Scope($p) { Measure-TradingOperation x { $sum = $p + 1 }; $sum; $args.Count }

        Test-Scope 4 | Should -Be 5, 0
        7 | ForEach-Object { Measure-TradingOperation x { $_ } } | Should -Be 7
    }

    It 'hands output on as it is made' {
        $seen = [System.Collections.Generic.List[string]]::new()

        Measure-TradingOperation x { foreach ($i in 1..2) { $seen.Add("made $i"); $i } } |
            ForEach-Object { $seen.Add("got $_") }

        $seen | Should -Be 'made 1', 'got 1', 'made 2', 'got 2'
    }

    It 'stops with the pipeline' {
        $made = [System.Collections.Generic.List[int]]::new()

        $first = Measure-TradingOperation x { 1..1000000 | ForEach-Object { $made.Add($_); $_ } } |
            Select-Object -First 2

        $first | Should -Be 1, 2
        $made | Should -HaveCount 2
        Get-LogMessage | Should -BeLike 'x completed in*'
    }

    It 'lets <statement> do what it does without the cmdlet' -ForEach @(
        @{ Statement = 'break'; Expected = 1 }
        @{ Statement = 'continue'; Expected = 1, 3 }
        @{ Statement = 'return'; Expected = 1, 3 }
    ) {
        $block = "{ if (`$i -eq 2) { $statement }; `$i }"
        $script = [scriptblock]::Create("foreach (`$i in 1..3) { Measure-TradingOperation x $block }")

        & $script | Should -Be $expected

        Get-LogMessage | Should -BeLike 'x completed in*'
    }

    It 'hands an exception on as it is: <block>' -ForEach @(
        @{ Block = { throw [System.IO.IOException]::new('disk') } }
        @{ Block = { 1 / 0 } }
        @{ Block = { [int]::Parse('x') } }
        @{ Block = { Get-Command -Name NoSuchCommand -ErrorAction Stop } }
        @{ Block = { NoSuchCommand } }
    ) {
        try { & $block } catch { $plain = $_ }
        try { Measure-TradingOperation x $block } catch { $measured = $_ }

        $measured.Exception.GetType() | Should -Be $plain.Exception.GetType()
        $measured.FullyQualifiedErrorId | Should -Be $plain.FullyQualifiedErrorId
        $measured.InvocationInfo.PositionMessage | Should -Be $plain.InvocationInfo.PositionMessage
        "$($measured.CategoryInfo)" | Should -Be "$($plain.CategoryInfo)"
        Get-LogMessage | Should -BeLike 'x failed after*'
    }

    It 'lets its caller catch by type' {
        $caught = try { Measure-TradingOperation x { 1 / 0 } } catch [DivideByZeroException] { 'caught' }

        $caught | Should -Be 'caught'
    }

    It 'takes an error that the block goes on after for no failure' {
        Measure-TradingOperation x { Write-Error 'wrong' -ErrorAction SilentlyContinue; 'goes on' } |
            Should -Be 'goes on'

        Get-LogMessage | Should -BeLike 'x completed in*'
    }

    It 'can be nested' {
        Measure-TradingOperation outer { Measure-TradingOperation inner { } }

        (Get-LogMessage) -replace ' .*' | Should -Be inner, outer
    }

    It 'logs nothing when DEBUG is off' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole

        Measure-TradingOperation x { 'out' } | Should -Be 'out'

        Join-Path $logs trading.log | Should -Not -Exist
    }

    It 'does the operation without a logger, and says that it is not logged' {
        Close-TradingLogger

        $output = Measure-TradingOperation x { 'done' } -ErrorVariable failure -ErrorAction SilentlyContinue

        $output | Should -Be 'done'
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotInitialized,*'
    }

    It 'loses neither output nor exception when the duration cannot be written' {
        $null = New-Item (Join-Path $logs trading.log) -ItemType Directory

        $output = Measure-TradingOperation x { 'out' } -ErrorVariable failure -ErrorAction SilentlyContinue
        $thrown = try {
            Measure-TradingOperation x { throw 'mine' } -WarningVariable warning -WarningAction SilentlyContinue
        } catch { "$_" }

        $output | Should -Be 'out'
        $failure.FullyQualifiedErrorId | Should -BeLike 'LogRecordNotWritten,*'
        $thrown | Should -Be 'mine'
        $warning | Should -BeLike '*trading.log*'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force

    function Get-EventText {
        Get-TradeEvent -LogDirectory $logs | ForEach-Object {
            $_.ToString() -replace '^.*?"action": "' -replace '}$' -replace '"'
        }
    }
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Use-TradingContext' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'gives the events of a block its members, behind their own' {
        Use-TradingContext @{ run = 17 } { Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT' } }
        Write-TradeEvent TICK

        Get-EventText | Should -Be 'ORDER_PLACED, symbol: BTCUSDT, run: 17', 'TICK'
    }

    It 'lets the member of the event win, in whatever case' {
        Use-TradingContext @{ run = 17; desk = 'fx' } { Write-TradeEvent TICK @{ RUN = 1 } }

        Get-EventText | Should -Be 'TICK, RUN: 1, desk: fx'
    }

    It 'runs the block in the scope of the caller and hands its output on' {
        $output = Use-TradingContext @{ run = 17 } { $set = 5; 'out' }

        $set, $output | Should -Be 5, 'out'
    }

    It 'leaves a loop by break, and ends the context' {
        foreach ($number in 1..3) { Use-TradingContext @{ run = $number } { Write-TradeEvent TICK; break } }
        Write-TradeEvent AFTER

        Get-EventText | Should -Be 'TICK, run: 1', 'AFTER'
    }

    It 'lets an error through where it was thrown' {
        try { Use-TradingContext @{ run = 17 } { throw 'no price' } } catch { $caught = $_ }

        $caught.Exception.Message | Should -Be 'no price'
        $caught.InvocationInfo.Line | Should -Match "throw 'no price'"
        { Use-TradingContext 5 { } } | Should -Throw -ErrorId 'InvalidTradingContext*'
    }

    It 'reaches an event action that runs inside' {
        $timer = [System.Timers.Timer]::new(10)
        $timer.AutoReset = $false
        $job = Register-ObjectEvent $timer Elapsed -Action { Write-TradeEvent TICK }
        Use-TradingContext @{ run = 17 } {
            $timer.Start()
            while (-not (Get-TradeEvent -LogDirectory $logs)) { Start-Sleep -Milliseconds 10 }
        }
        $job | Remove-Job -Force

        Get-EventText | Should -Be 'TICK, run: 17'
    }
}

Describe 'Push-TradingContext' {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'holds until Pop-TradingContext' {
        Push-TradingContext @{ desk = 'fx' }
        Write-TradeEvent INSIDE
        Pop-TradingContext
        Write-TradeEvent OUTSIDE

        Get-EventText | Should -Be 'INSIDE, desk: fx', 'OUTSIDE'
    }

    It 'is an error to pop what was not pushed' {
        { Pop-TradingContext -ErrorAction Stop } | Should -Throw -ErrorId 'NoTradingContext*'
    }
}

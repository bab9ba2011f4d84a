BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    . "$PSScriptRoot/EventReceiver.ps1"
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Reset-TradeForwarder' {
    BeforeEach {
        $receiver = Start-EventReceiver
        $logs = Join-Path $TestDrive logs
        $send = @{ Uri = $receiver.Uri; LogDirectory = $logs; Protocol = 'Ndjson'; Name = 'mine' }
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent TICK @{ n = 1 }
        Write-TradeEvent TICK @{ n = 2 }
        $null = Send-TradeEvent @send -Once
    }

    AfterEach {
        Close-TradingLogger
        Stop-EventReceiver $receiver
        Remove-Item $logs -Recurse -Force
    }

    It 'lets everything be sent again, under the same ids' {
        Reset-TradeForwarder mine $logs -Confirm:$false | Should -BeNullOrEmpty

        (Send-TradeEvent @send -Once).Events | Should -Be 2
        $receiver.Lines[2, 3] | Should -Be $receiver.Lines[0, 1]
    }

    It 'does nothing with -WhatIf' {
        Reset-TradeForwarder mine -WhatIf
        Reset-TradeForwarder mine -Remove -WhatIf

        (Send-TradeEvent @send -Once).Events | Should -Be 0
    }

    It 'asks before it does anything' {
        $shell = [powershell]::Create().AddScript('
            param($Module, $Logs)
            Import-Module $Module
            Reset-TradeForwarder mine $Logs').AddArgument("$PSScriptRoot/../../TradingLogger.psd1").AddArgument($logs)
        try {
            # There is nobody to be asked.
            $shell.Invoke()
            "$($shell.Streams.Error)" | Should -BeLike '*prompt*'
        }
        finally {
            $shell.Dispose()
        }

        (Send-TradeEvent @send -Once).Events | Should -Be 0
    }

    It 'removes a forwarder, also from the pipeline' {
        $null = Send-TradeEvent @send -Once
        $send.Name = 'other'
        $null = Send-TradeEvent @send -Once

        Get-TradeForwarder -Name m* | Reset-TradeForwarder -Remove -Confirm:$false

        (Get-TradeForwarder).Name | Should -Be 'other'
    }

    It 'refuses a forwarder that runs' {
        $running = Start-Beside 'Send-TradeEvent $args[0] $args[1] -Protocol Ndjson -Name mine' $receiver.Uri, $logs
        try {
            Wait-Until { (Get-TradeForwarder).IsRunning } | Should -BeTrue

            { Reset-TradeForwarder mine -Confirm:$false -ErrorAction Stop } |
                Should -Throw -ErrorId 'ForwarderFailed,*' -ExpectedMessage '*mine*'
        }
        finally {
            $running.Dispose()
        }
    }

    It 'says that there is none of a name' {
        { Reset-TradeForwarder other -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'ForwarderNotFound,*' -ExpectedMessage '*mine*'
    }
}

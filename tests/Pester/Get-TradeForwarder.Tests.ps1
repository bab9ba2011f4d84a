BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    . "$PSScriptRoot/EventReceiver.ps1"
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-TradeForwarder' {
    BeforeEach {
        $receiver = Start-EventReceiver
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent TICK @{ n = 1 }
    }

    AfterEach {
        Close-TradingLogger
        Stop-EventReceiver $receiver
        Remove-Item $logs -Recurse -Force
    }

    It 'gives nothing for a log of which nothing was ever sent' {
        Get-TradeForwarder | Should -BeNullOrEmpty
        Get-TradeForwarder $logs | Should -BeNullOrEmpty
    }

    It 'tells what is still to be sent, in events, bytes and time, and why' {
        $receiver.Status = 503
        { Send-TradeEvent $receiver.Uri -Protocol Ndjson -Once -RetryFor 0 } | Should -Throw

        $forwarder = Get-TradeForwarder

        $forwarder.Name, $forwarder.Uri, $forwarder.Protocol | Should -Be 'default', $receiver.Uri, 'Ndjson'
        $forwarder.IsRunning | Should -BeFalse
        $forwarder.LagEvents | Should -Be 1
        $forwarder.LagBytes | Should -Be (Get-Item (Join-Path $logs trades.log)).Length
        $forwarder.OldestUnsent | Should -Be (Get-TradeEvent -First 1).Timestamp
        $forwarder.LastError | Should -BeLike '*503*'
        $forwarder.LastSuccess | Should -BeNullOrEmpty
    }

    It 'tells that all is sent, and when' {
        $before = [DateTimeOffset]::Now.AddSeconds(-1)
        $null = Send-TradeEvent $receiver.Uri -Protocol Ndjson -Once

        $forwarder = Get-TradeForwarder

        $forwarder.LagEvents, $forwarder.LagBytes, $forwarder.Events | Should -Be 0, 0, 1
        "$($forwarder.OldestUnsent)$($forwarder.LastError)$($forwarder.Held)" | Should -BeNullOrEmpty
        $forwarder.LastSuccess | Should -BeGreaterThan $before
        $forwarder.DeadLetters, $forwarder.Gaps | Should -Be 0, 0
    }

    It 'tells that it runs, and in which process' {
        $following = Start-Beside 'Send-TradeEvent $args[0] $args[1] -Protocol Ndjson' $receiver.Uri, $logs
        try {
            Wait-Until { (Get-TradeForwarder).Events -eq 1 } | Should -BeTrue

            $forwarder = Get-TradeForwarder
            $forwarder.IsRunning, $forwarder.ProcessId | Should -Be $true, $PID
        }
        finally {
            $following.Dispose()
        }

        (Get-TradeForwarder).IsRunning | Should -BeFalse
    }

    It 'finds forwarders by their names: <names>' -ForEach @(
        @{ Names = 'a1'; Expected = 'a1' }
        @{ Names = 'A*'; Expected = 'a1', 'a2' }
        @{ Names = 'a2', 'b'; Expected = 'a2', 'b' }
    ) {
        'a1', 'a2', 'b' | ForEach-Object { $null = Send-TradeEvent $receiver.Uri -Protocol Ndjson -Name $_ -Once }

        (Get-TradeForwarder -Name $names).Name | Should -Be $expected
        $typed = "Get-TradeForwarder '$logs' -Name a"
        (TabExpansion2 $typed $typed.Length).CompletionMatches.CompletionText | Should -Be 'a1', 'a2'
    }

    It 'says that there is none of a name' {
        { Get-TradeForwarder -Name other -ErrorAction Stop } | Should -Throw -ErrorId 'ForwarderNotFound,*'
        Get-TradeForwarder -Name other* | Should -BeNullOrEmpty
    }

    It 'shows a table with what is left and what went wrong, and all of it as a list' {
        $receiver.Status = 401
        { Send-TradeEvent $receiver.Uri -Protocol Ndjson -Once } | Should -Throw

        Get-TradeForwarder | Out-String -Width 200 | Should -BeLike '*EventsLeft*default*held*1*401*'
        Get-TradeForwarder | Format-List | Out-String -Width 200 | Should -BeLike "*Receiver*$($receiver.Uri)*Gaps*0*"
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Start-TradeDashboard' {
    BeforeEach {
        $logs = Join-Path $TestDrive logs
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent ORDER_PLACED @{ order_id = 'a1'; symbol = 'BTCUSDT'; side = 'BUY'; quantity = 1; price = 100 }
    }

    AfterEach {
        Stop-TradeDashboard
        Close-TradingLogger
        Remove-Item $logs -Recurse -Force
    }

    It 'gives an address of this machine that opens once the token is exchanged' {
        $dashboard = Start-TradeDashboard

        $dashboard.Uri.Host, $dashboard.LogDirectory, $dashboard.IsRunning | Should -Be '127.0.0.1', $logs, $true
        $entrance = Invoke-WebRequest $dashboard.Uri -SessionVariable browser
        $page = [uri]::new($dashboard.Uri, ($entrance.Content -replace '(?s).*url=([^"]+)".*', '$1'))
        (Invoke-WebRequest $page -WebSession $browser).Content | Should -BeLike '*<title>Trading today</title>*'
        { Invoke-WebRequest $page } | Should -Throw
    }

    It 'listens on the port that it is told, and says when that is in use' {
        $first = Start-TradeDashboard $logs
        { Start-TradeDashboard $logs -Port $first.Port } |
            Should -Throw -ErrorId 'DashboardNotStarted,*' -ExpectedMessage "*port $($first.Port) *"
        $first | Stop-TradeDashboard

        (Start-TradeDashboard $logs -Port $first.Port).Port | Should -Be $first.Port
    }

    It 'says what is wrong with a parameter: <Reason>' -ForEach @(
        @{ Reason = 'a member that is not read'; More = @{ Map = @{ colour = 'c' } } }
        @{ Reason = 'a rate that is none'; More = @{ Rate = @{ BNB = 0 } } }
    ) {
        { Start-TradeDashboard $logs @More } | Should -Throw -ErrorId 'InvalidDashboard,*'
    }

    It 'refuses a time below 0' {
        { Start-TradeDashboard $logs -LookBack ([timespan]::FromDays(-1)) } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'waits when it is told so, until somebody ends it' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($manifest, $logs)
                Import-Module $manifest
                Start-TradeDashboard $logs -Wait
            }).AddArgument("$PSScriptRoot/../../TradingLogger.psd1").AddArgument($logs)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        try {
            $patience = [Diagnostics.Stopwatch]::StartNew()
            while ($output.Count -eq 0 -and -not $running.IsCompleted -and $patience.Elapsed.TotalSeconds -lt 60) {
                Start-Sleep -Milliseconds 10
            }

            $output[0].IsRunning | Should -BeTrue
            $running.IsCompleted | Should -BeFalse
            $shell.Stop()
            $output[0].IsRunning | Should -BeFalse
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'shows address and log as a list' {
        Start-TradeDashboard | Out-String -Width 200 | Should -BeLike "*Address*http://127.0.0.1:*LogDirectory*$logs*"
    }
}

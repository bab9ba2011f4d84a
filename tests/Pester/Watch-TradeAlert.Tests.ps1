BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    . "$PSScriptRoot/EventReceiver.ps1"
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Watch-TradeAlert' {
    BeforeEach {
        $receiver = Start-EventReceiver
        $logs = Join-Path $TestDrive logs
        $rule = New-TradeAlertRule -Name Rejects -Kind Count -Action ORDER_REJECTED -Threshold 2 -GroupBy symbol
        $null = New-Item $logs -ItemType Directory
        # Somewhat old, so that it is decided what fires.
        $form = 'yyyy-MM-ddTHH:mm:ss.ffffffzzz'
        $moment = [datetimeoffset]::Now.AddMinutes(-1).ToString($form, [cultureinfo]::InvariantCulture)
        $line = "{`"timestamp`": `"$moment`", `"action`": `"ORDER_REJECTED`", `"symbol`": `"BTCUSDT`"}"
        Set-Content (Join-Path $logs trades.log) (@($line) * 3)
    }

    AfterEach {
        Stop-EventReceiver $receiver
        Remove-Item $logs -Recurse -Force
    }

    It 'tells a webhook of an alert that fires, once' {
        $rule | Watch-TradeAlert -LogDirectory $logs -Webhook $receiver.Uri -Once
        Watch-TradeAlert $rule $logs -Webhook $receiver.Uri -Once

        $message = $receiver.Lines | ConvertFrom-Json
        $message.status | Should -Be firing
        $message.text | Should -BeLike 'FIRING: Rejects: 3 *BTCUSDT*'
        $message.alerts.labels.symbol | Should -Be BTCUSDT
    }

    It 'outputs alerts as objects' {
        $alert = Watch-TradeAlert $rule $logs -PassThru -Once

        $alert | Should -BeOfType TradingLogging.Live.Alerts.Alert
        $alert.Name | Should -Be Rejects
        $alert.Status | Should -Be Firing
        $alert.NotificationId | Should -BeLike "$($alert.Fingerprint)-*-firing"
        $alert.Repeat | Should -Be 0
        Watch-TradeAlert $rule $logs -PassThru -Once | Should -BeNullOrEmpty
    }

    It 'runs a block for each alert, with values of the caller' {
        $told = [Collections.ArrayList]::Synchronized([Collections.ArrayList]::new())
        Watch-TradeAlert $rule $logs -Once -ScriptBlock {
            param($alert)
            $null = ($using:told).Add("$($_.Status) $($alert.Labels['symbol'])")
        }

        $told | Should -Be 'Firing BTCUSDT'
    }

    It 'runs a block again that had an error, and does not end because of it' {
        $calls = [Collections.ArrayList]::Synchronized([Collections.ArrayList]::new())
        Watch-TradeAlert $rule $logs -Once -WarningVariable warnings -WarningAction SilentlyContinue -ScriptBlock {
            $null = ($using:calls).Add(1)
            if (($using:calls).Count -eq 1) { Write-Error 'The chat is down' }
        }

        $calls.Count | Should -Be 2
        $warnings[0] | Should -BeLike '*is not told of alerts at the moment: The chat is down*'
    }

    It 'follows a log until the pipeline has enough' {
        $alert = Watch-TradeAlert $rule $logs -PassThru -Timeout 60 | Select-Object -First 1

        $alert.Labels['symbol'] | Should -Be BTCUSDT
    }

    It 'ends when the pipeline is stopped, also while a block hangs' {
        $hangs = [Threading.ManualResetEventSlim]::new()
        $watching = Start-Beside @'
            param($Rule, $Logs, $Hangs)
            Watch-TradeAlert $Rule $Logs -ScriptBlock { ($using:Hangs).Set(); Start-Sleep -Seconds 300 }
'@ $rule, $logs, $hangs
        try {
            $hangs.Wait(60000) | Should -BeTrue
            $watching.BeginStop($null, $null).AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
        }
        finally {
            $watching.Dispose()
        }
    }

    It 'ends with an error when somebody cannot be told, and the next run tells them' {
        $receiver.Status = 503
        { Watch-TradeAlert $rule $logs -Webhook $receiver.Uri -Once -RetryFor 0 } |
            Should -Throw -ErrorId 'TradeAlertsNotSent,*'
        $receiver.Status = 200
        Watch-TradeAlert $rule $logs -Webhook $receiver.Uri -Once
        $receiver.Lines.Count | Should -Be 1
    }

    It 'sends headers and credentials, and shows none of them' {
        $watch = @{
            Webhook = New-Secret "$($receiver.Uri)?token=s3cr3t-part"
            Header  = @{ 'X-Api-Key' = New-Secret key-of-mine }
        }
        $receiver.Status = 401
        $failure = $null
        try { Watch-TradeAlert $rule $logs @watch -Once -RetryFor 0 } catch { $failure = "$_" }
        $failure | Should -BeLike '*answered 401*'
        $failure | Should -Not -BeLike '*key-of-mine*'
        $failure | Should -Not -BeLike '*s3cr3t-part*'
        $receiver.Headers | Should -Contain 'X-Api-Key: key-of-mine'
        $remembered = Get-ChildItem (Join-Path $logs .trades.log.alerts) -Force | Get-Content
        $remembered | Should -Not -Match 's3cr3t|key-of-mine'
    }

    It 'shows the host alone of an address that is a secret' {
        $receiver.Status = 400
        $secret = New-Secret "$($receiver.Uri)/s3cretTok3n"
        $failure = $null
        try {
            Watch-TradeAlert $rule $logs -Webhook $secret -Once -RetryFor 0 -WarningVariable warnings `
                -WarningAction SilentlyContinue
        }
        catch { $failure = "$_" }
        $failure | Should -BeLike 'The webhook http://127.0.0.1:*/* *answered 400*'
        "$failure $warnings" | Should -Not -Match 's3cretTok3n|/events'
    }

    It 'says how to give an address that is a secret' {
        { Watch-TradeAlert $rule $logs -Webhook 'http://localhost:1/?token=s3cret-part' -Once } |
            Should -Throw '*Give the address as a SecureString*' -ErrorId 'SecretInPlainText,*'
    }

    It 'sends the watchdog to its own receiver' {
        Watch-TradeAlert $rule $logs -PassThru -WatchdogWebhook $receiver.Uri -Once | Should -Not -BeNullOrEmpty

        ($receiver.Lines | ConvertFrom-Json).alerts.labels.alertname | Should -Be Watchdog
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a watch that tells nobody'; Id = 'InvalidAlertWatch'; Extra = @{ } }
        @{ Name = 'an address that is none'; Id = 'InvalidAlertWatch'; Extra = @{ Webhook = 'nowhere' } }
        @{ Name = 'an address of a file'; Id = 'InvalidAlertWatch'; Extra = @{ Webhook = 'file:///etc/passwd' } }
        @{ Name = 'a name that is none'; Id = 'InvalidAlertWatch'; Extra = @{ PassThru = $true; Name = '../x' } }
        @{ Name = 'a block with clauses'; Id = 'InvalidAlertWatch'; Extra = @{ ScriptBlock = { begin { } end { } } } }
        @{ Name = 'an unknown variable'; Id = 'InvalidAlertWatch'; Extra = @{ ScriptBlock = { $using:nobody } } }
        @{ Name = 'a password in an address'; Id = 'SecretInPlainText'; Extra = @{ Webhook = 'http://a:b@c/' } }
        @{ Name = 'a password of an Alertmanager'; Id = 'SecretInPlainText'
            Extra = @{ Alertmanager = 'http://a:b@c/' }
        }
        @{ Name = 'headers for two hosts'; Id = 'InvalidAlertWatch'
            Extra = @{ Webhook = 'http://a/', 'http://b/'; Header = @{ 'X-A' = 'b' } }
        }
    ) {
        { Watch-TradeAlert $rule $logs -Once @Extra } | Should -Throw -ErrorId "$Id,*"
    }

    It 'is one of its name at a time' {
        $running = Start-Beside 'Watch-TradeAlert $args[0] $args[1] -PassThru' $rule, $logs
        try {
            $state = Join-Path $logs .trades.log.alerts/default.state
            Wait-Until { Test-Path -LiteralPath $state } | Should -BeTrue
            { Watch-TradeAlert $rule $logs -PassThru -Once } | Should -Throw -ErrorId 'AlertWatchFailed,*'
            Watch-TradeAlert $rule $logs -PassThru -Once -Name other | Should -Not -BeNullOrEmpty
        }
        finally {
            $running.Dispose()
        }
    }

    It 'tells nobody with -WhatIf' {
        Watch-TradeAlert $rule $logs -PassThru -Once -WhatIf | Should -BeNullOrEmpty
        Join-Path $logs .trades.log.alerts | Should -Not -Exist
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    . "$PSScriptRoot/EventReceiver.ps1"
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Send-TradeEvent' {
    BeforeEach {
        $receiver = Start-EventReceiver
        $logs = Join-Path $TestDrive logs
        $send = @{ Uri = $receiver.Uri; LogDirectory = $logs; Protocol = 'Ndjson' }
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        1..3 | ForEach-Object { Write-TradeEvent TICK @{ n = $_; price = 0.10d } }
    }

    AfterEach {
        Close-TradingLogger
        Stop-EventReceiver $receiver
        Remove-Item $logs -Recurse -Force
    }

    It 'sends each event once, as its line with an id' {
        $summary = Send-TradeEvent @send -Once

        $summary.Events | Should -Be 3
        $received = $receiver.Lines | ConvertFrom-Json
        $received.n | Should -Be 1, 2, 3
        $received._host | Should -Be (@([Environment]::MachineName) * 3)
        @($received._event_id | Select-Object -Unique).Count | Should -Be 3
        $rest = $receiver.Lines -replace '^.*?"timestamp"', '{"timestamp"'
        $rest | Should -Be (Get-Content (Join-Path $logs trades.log))
    }

    It 'sends what has come since, and nothing twice' {
        $null = Send-TradeEvent @send -Once
        Write-TradeEvent TICK @{ n = 4 }

        (Send-TradeEvent @send -Once).Events | Should -Be 1
        (Send-TradeEvent @send -Once).Events | Should -Be 0
        ($receiver.Lines | ConvertFrom-Json).n | Should -Be 1, 2, 3, 4
    }

    It 'follows the log until it is stopped, also while the receiver does not answer' {
        $following = Start-Beside 'Send-TradeEvent $args[0] $args[1] -Protocol Ndjson' $receiver.Uri, $logs
        try {
            Wait-Until { $receiver.Lines.Count -eq 3 } | Should -BeTrue
            Write-TradeEvent TICK @{ n = 4 }
            Wait-Until { $receiver.Lines.Count -eq 4 } | Should -BeTrue
            $receiver.Status = 0
            $receiver.Headers.Clear()
            Write-TradeEvent TICK @{ n = 5 }
            Wait-Until { $receiver.Headers.Count } | Should -BeTrue

            # The receiver would be waited for half a minute.
            $following.BeginStop($null, $null).AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
        }
        finally {
            $following.Dispose()
        }

        $receiver.Status = 200
        (Send-TradeEvent @send -Once).Events | Should -Be 1
        ($receiver.Lines | ConvertFrom-Json).n | Should -Be 1, 2, 3, 4, 5
    }

    It 'follows for a while with -Timeout, and says what it has sent' {
        Send-TradeEvent @send -Timeout 0.1 | Should -BeOfType TradingLogging.Forwarding.ForwardSummary
    }

    It 'sends the log of the initialised logger without -LogDirectory, and its whole history' {
        Close-TradingLogger
        Move-Item (Join-Path $logs trades.log) (Join-Path $logs trades.log.2025-12-18)
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent TICK @{ n = 4 }

        (Send-TradeEvent $receiver.Uri -Protocol Ndjson -Once).Events | Should -Be 4
        ($receiver.Lines | ConvertFrom-Json).n | Should -Be 1, 2, 3, 4
    }

    It 'loses nothing when the receiver is down: an error, and the next run sends it' {
        Stop-EventReceiver $receiver

        { Send-TradeEvent @send -Once -RetryFor 0 } | Should -Throw -ErrorId 'TradeEventsNotSent,*'

        $receiver = Start-EventReceiver
        $send.Uri = $receiver.Uri
        (Send-TradeEvent @send -Once).Events | Should -Be 3
    }

    It 'is held by a receiver that answers <status>, until that is changed' -ForEach @(
        @{ Status = 401 }, @{ Status = 403 }, @{ Status = 404 }, @{ Status = 415 }, @{ Status = 307 }
    ) {
        $receiver.Status = $status

        { Send-TradeEvent @send -Once } | Should -Throw -ErrorId 'TradeEventsNotSent,*'
        (Get-TradeForwarder $logs).Held | Should -BeLike "*$status*"

        $receiver.Status = 200
        (Send-TradeEvent @send -Once).Events | Should -Be 3
        (Get-TradeForwarder $logs).Held | Should -BeNullOrEmpty
    }

    It 'puts a line that the receiver refuses for good to the dead letters, and sends the others' {
        Write-TradeEvent POISON @{ n = 4 }
        Write-TradeEvent TICK @{ n = 5 }
        $receiver.Poison = 'POISON'

        $summary = Send-TradeEvent @send -Once -WarningVariable warned -WarningAction SilentlyContinue

        $summary.DeadLetters | Should -Be 1
        "$warned" | Should -BeLike '*dead letter*'
        ($receiver.Lines | ConvertFrom-Json).n | Should -Be 1, 2, 3, 5
        Get-Content (Get-TradeForwarder $logs).DeadLetterPath | Should -BeLike '*POISON*'
    }

    It 'sends a damaged line to the dead letters and blocks nothing' {
        Close-TradingLogger
        Add-Content (Join-Path $logs trades.log) 'torn by a power cut'
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent TICK @{ n = 4 }

        $summary = Send-TradeEvent @send -Once -WarningVariable warned -WarningAction SilentlyContinue

        $summary.Events, $summary.DeadLetters | Should -Be 4, 1
        $warned.Count | Should -BeGreaterThan 0
    }

    It 'sends to two receivers under two names at once' {
        $other = Start-EventReceiver
        $beside = Start-Beside 'Send-TradeEvent $args[0] $args[1] -Protocol Ndjson -Name other' $other.Uri, $logs
        try {
            (Send-TradeEvent @send -Once).Events | Should -Be 3
            Wait-Until { $other.Lines.Count -eq 3 } | Should -BeTrue
            $other.Lines | Should -Be $receiver.Lines
        }
        finally {
            $beside.Dispose()
            Stop-EventReceiver $other
        }
    }

    It 'refuses to run twice under one name' {
        $running = Start-Beside 'Send-TradeEvent $args[0] $args[1] -Protocol Ndjson -Name mine' $receiver.Uri, $logs
        try {
            Wait-Until { $receiver.Lines.Count -eq 3 } | Should -BeTrue

            { Send-TradeEvent @send -Name mine -Once } |
                Should -Throw -ErrorId 'ForwarderFailed,*' -ExpectedMessage '*mine*'
        }
        finally {
            $running.Dispose()
        }
    }

    It 'sends nothing and remembers nothing with -WhatIf' {
        Send-TradeEvent @send -Once -WhatIf | Should -BeNullOrEmpty

        $receiver.Headers.Count | Should -Be 0
        Get-TradeForwarder $logs | Should -BeNullOrEmpty
    }

    It 'compresses on request, and speaks <protocol>' -ForEach @(@{ Protocol = 'Otlp' }, @{ Protocol = 'OtlpJson' }) {
        $send.Protocol = $protocol

        (Send-TradeEvent @send -Once -Compression Gzip -Service desk).Events | Should -Be 3

        $receiver.Headers | Should -Contain 'Content-Encoding: gzip'
    }

    It 'refuses <id>: <reason>' -ForEach @(
        @{ Id = 'InvalidForwarder'; Reason = 'a name that is none'; More = @{ Name = '../a' } }
        @{ Id = 'InvalidForwarder'; Reason = 'an address of another language'; More = @{ Protocol = 'Relp' } }
        @{ Id = 'InvalidHeader'; Reason = 'a header that is a number'; More = @{ Header = @{ a = 1 } } }
        @{ Id = 'InvalidHeader'; Reason = 'a header of each request itself'
            More = @{ Header = @{ 'Transfer-Encoding' = 'chunked' } } }
        @{ Id = 'InvalidHeader'; Reason = 'a value that is no ASCII'; More = @{ Header = @{ a = [string] [char] 0xfc } } }
        @{ Id = 'CertificateNotFound'; Reason = 'a thumbprint that nobody has'
            More = @{ CertificateThumbprint = '0000000000000000000000000000000000000000' } }
        @{ Id = 'LogDirectoryNotFound'; Reason = 'no directory'; More = @{ LogDirectory = 'TestDrive:/nowhere' } }
    ) {
        foreach ($name in $more.Keys) { $send[$name] = $more[$name] }

        { Send-TradeEvent @send -Once } | Should -Throw -ErrorId "$id,*"
        $receiver.Lines.Count | Should -Be 0
    }

    Context 'with secrets' {
        BeforeAll {
            # A header's value may be any text.
            $secretText = 'Bearer 2YotnFZFEjr1zCsicMWpAA'
        }

        It 'sends a SecureString and a credential, and shows them nowhere' {
            $password = 'correct horse 7'
            $header = @{ 'X-Api-Key' = New-Secret $secretText; 'X-Desk' = 'eu' }
            $credential = [pscredential]::new('desk', (New-Secret $password))
            $basic = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("desk:$password"))
            $receiver.Status = 401
            $Error.Clear()

            $said = & {
                $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
                $name = { Send-TradeEvent @send -Header $header -Credential $credential -Once -Verbose -Debug }
                try { & $name } catch { $_ | Format-List * -Force }
                $receiver.Status = 200
                & $name
                Get-TradeForwarder $logs | Format-List *
                Test-TradeReceiver $receiver.Uri -Protocol Ndjson -Header $header -Credential $credential
            } *>&1 | Out-String

            $receiver.Headers | Should -Contain "X-Api-Key: $secretText"
            $receiver.Headers | Should -Contain "Authorization: Basic $basic"
            $receiver.Headers | Should -Contain 'X-Desk: eu'
            $receiver.Lines.Count | Should -Be 3
            $written = Get-ChildItem $logs -Recurse -File -Force | Get-Content -Raw
            foreach ($secret in $secretText, '2YotnFZFEjr1zCsicMWpAA', $password, $basic) {
                foreach ($text in $said, "$written", ($Error | Format-List * -Force | Out-String)) {
                    $text | Should -Not -BeLike "*$secret*"
                }
            }
        }

        It 'refuses a secret as a text: <reason>' -ForEach @(
            @{ Reason = 'a header of a secret name'; More = @{ Header = @{ Authorization = 'x' } } }
            @{ Reason = 'a header of another name'; More = @{ Header = @{ 'X-Any' = 'Bearer 2YotnFZFEjr1zCsicM' } } }
            @{ Reason = 'a password in the address'; More = @{ Uri = 'http://desk:2YotnFZFEjr1zCsicM@127.0.0.1:9' } }
            @{ Reason = 'a key in the query'; More = @{ Uri = 'http://127.0.0.1:9?api_key=2YotnFZFEjr1zCsicMWpAA' } }
        ) {
            foreach ($name in $more.Keys) { $send[$name] = $more[$name] }

            { Send-TradeEvent @send -Once } | Should -Throw -ErrorId 'SecretInPlainText,*'
            $Error[0].Exception.Message | Should -Not -BeLike '*2YotnFZFEjr1zCsicM*'
            $receiver.Headers.Count | Should -Be 0
        }

        It 'refuses two ways of one: <reason>' -ForEach @(
            @{ Reason = 'authorization'; More = { @{
                        Header     = @{ authorization = New-Secret 'x' }
                        Credential = [pscredential]::new('desk', (New-Secret 'x'))
                    } }
            }
            @{ Reason = 'certificate'; More = { @{
                        Certificate           = [Security.Cryptography.X509Certificates.X509Certificate2]::new()
                        CertificateThumbprint = '00'
                    } }
            }
        ) {
            $both = & $more

            { Send-TradeEvent @send @both -Once } | Should -Throw -ErrorId 'ContradictoryParameters,*'
        }
    }
}

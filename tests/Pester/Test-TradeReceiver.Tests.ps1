BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    . "$PSScriptRoot/EventReceiver.ps1"
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Test-TradeReceiver' {
    BeforeEach {
        $receiver = Start-EventReceiver
    }

    AfterEach {
        Stop-EventReceiver $receiver
    }

    It 'finds a receiver ready, and sends no event: <protocol>' -ForEach @(
        @{ Protocol = 'Otlp' }, @{ Protocol = 'OtlpJson' }, @{ Protocol = 'Ndjson' }
    ) {
        $result = Test-TradeReceiver $receiver.Uri -Protocol $protocol

        $result.IsReady, $result.IsAcknowledged | Should -Be $true, $true
        $result.Message | Should -BeNullOrEmpty
        Test-TradeReceiver $receiver.Uri -Protocol $protocol -Quiet | Should -BeTrue
        $receiver.Lines -like '*timestamp*' | Should -BeNullOrEmpty
    }

    It 'says why a receiver is not ready: it answers <status>' -ForEach @(@{ Status = 401 }, @{ Status = 503 }) {
        $receiver.Status = $status

        $result = Test-TradeReceiver $receiver.Uri -Protocol Ndjson

        $result.IsReady | Should -BeFalse
        $result.Message | Should -BeLike "*$status*"
        Test-TradeReceiver $receiver.Uri -Protocol Ndjson -Quiet | Should -BeFalse
    }

    It 'says that nobody listens, without an error: <_>' -ForEach 'Otlp', 'Ndjson' {
        Stop-EventReceiver $receiver

        $result = Test-TradeReceiver $receiver.Uri -Protocol $_ -ErrorAction Stop

        $result.IsReady | Should -BeFalse
        $result.Message | Should -Not -BeNullOrEmpty
    }

    It 'refuses <id>' -ForEach @(
        @{ Id = 'InvalidForwarder'; Command = { Test-TradeReceiver ftp://127.0.0.1 } }
        @{ Id = 'InvalidHeader'; Command = { Test-TradeReceiver http://127.0.0.1 -Header @{ a = $null } } }
        @{ Id = 'SecretInPlainText'; Command = { Test-TradeReceiver http://a:b@127.0.0.1 } }
    ) {
        $command | Should -Throw -ErrorId "$id,*"
    }
}

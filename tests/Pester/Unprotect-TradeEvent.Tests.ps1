BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Unprotect-TradeEvent' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        $private = Join-Path $TestDrive private.pem
        $public = Join-Path $TestDrive public.pem
        $key = [System.Security.Cryptography.ECDiffieHellman]::Create(
            [System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        Set-Content $private $key.ExportPkcs8PrivateKeyPem()
        Set-Content $public $key.ExportSubjectPublicKeyInfoPem()
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Encrypt account, client.* -EncryptTo $public
        Write-TradeEvent ORDER_FILLED @{
            symbol = 'AAPL'
            quantity = 1.50d
            account = 'U1'
            client = @{ name = 'N'; since = 2020 }
        }
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'gives members back with their types, and leaves the others' {
        $event = Get-TradeEvent | Unprotect-TradeEvent -KeyFile $private

        $event.account, $event.client.name, $event.client.since | Should -Be U1, N, 2020
        $event.client.since | Should -BeOfType long
        $event.quantity | Should -Be 1.50
        $event.Location.Line | Should -Be 1
    }

    It 'gives what ConvertTo-Json, Export-Csv and Where-Object see' {
        $event = Get-TradeEvent | Unprotect-TradeEvent -KeyFile $private

        ($event | ConvertTo-Json -Compress) | Should -BeLike '*"account":"U1"*'
        ($event | Select-Object symbol, account | ConvertTo-Csv)[1] | Should -Be '"AAPL","U1"'
        $event | Where-Object account -EQ U1 | Should -HaveCount 1
    }

    It 'takes copies of events and lines, with the place of the key lines' {
        $copy = [System.Management.Automation.PSSerializer]::Deserialize(
            [System.Management.Automation.PSSerializer]::Serialize((Get-TradeEvent)))

        ($copy | Unprotect-TradeEvent -KeyFile $private -KeyPath $logs).account | Should -Be U1
        (Get-Content (Join-Path $logs trades.log) | Unprotect-TradeEvent -KeyFile $private -KeyPath $logs).account |
            Should -Be U1
    }

    It 'tells what stays encrypted and gives the event all the same' {
        Remove-Item (Join-Path $logs *.keys)

        $event = Get-TradeEvent | Unprotect-TradeEvent -KeyFile $private -ErrorVariable errors -ErrorAction SilentlyContinue

        $event.account | Should -BeLike encrypted:*
        $errors | Should -HaveCount 3
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'MemberNotDecrypted,*'
        $errors[0].TargetObject.Member | Should -Be /account
    }

    It 'needs a private key' {
        { Get-TradeEvent | Unprotect-TradeEvent -KeyFile $public } | Should -Throw -ErrorId 'InvalidPrivateKey,*'
    }
}

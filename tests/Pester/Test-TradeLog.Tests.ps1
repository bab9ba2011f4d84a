Describe 'Test-TradeLog and Protect-TradeLog' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    }

    BeforeEach {
        $logs = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Integrity Chain
        Write-TradeEvent ORDER_FILLED @{ price = 1 }
        Write-TradeEvent ORDER_FILLED @{ price = 2 }
    }

    AfterEach {
        Close-TradingLogger
    }

    It 'finds an untouched log intact' {
        $proof = Test-TradeLog
        $proof.IsIntact | Should -BeTrue
        $proof.LastSeq | Should -Be 2
        $proof.Seal | Should -Be 'None'
    }

    It 'says yes or no for each log of the pipeline' {
        Get-Item $logs | Test-TradeLog -Quiet | Should -BeTrue
        Add-Content (Join-Path $logs trades.log) 'torn'
        Get-Item $logs | Test-TradeLog -Quiet | Should -BeFalse
        Test-TradeLog -Path (Join-Path $TestDrive nowhere.log) -Quiet -ErrorAction Ignore | Should -BeFalse
    }

    It 'says so when there is no log' {
        $nowhere = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $nowhere -ItemType Directory
        { Test-TradeLog $nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'TradeLogNotFound*'
        { Test-TradeLog -Path (Join-Path $nowhere 'missing.log') -ErrorAction Stop } |
            Should -Throw -ErrorId 'LogFileNotFound,*'
    }

    It 'leaves seals out of what a wildcard names' {
        $null = Protect-TradeLog -Current
        (Get-TradeEvent -Path "$logs/trades.log*" -WarningVariable warned).Count | Should -Be 2
        $warned | Should -BeNullOrEmpty
    }

    It 'finds the line that was changed' {
        Close-TradingLogger
        $file = Join-Path $logs 'trades.log'
        [IO.File]::WriteAllText($file, [IO.File]::ReadAllText($file).Replace('"price": 1', '"price": 9'))
        $proof = Test-TradeLog $logs
        $proof.IsIntact | Should -BeFalse
        $proof.FirstProblem.Location.Line | Should -Be 2
    }

    It 'verifies a seal with the key that signed it' {
        $key = ConvertTo-SecureString 'a secret of 16 bytes' -AsPlainText -Force
        (Protect-TradeLog -Current -SealKey $key).Name | Should -Be 'trades.log.seal'
        (Test-TradeLog -SealKey $key).Seal | Should -Be 'Verified'
        (Test-TradeLog).Seal | Should -Be 'NotChecked'
    }

    It 'seals no change without -Force, which keeps the former seal' {
        Protect-TradeLog -Current
        Close-TradingLogger
        $file = Join-Path $logs 'trades.log'
        $former = [IO.File]::ReadAllText("$file.seal")
        [IO.File]::WriteAllText($file, [IO.File]::ReadAllText($file).Replace('"price": 1', '"price": 9'))
        { Protect-TradeLog $logs -Current } | Should -Throw -ErrorId 'TradeLogNotIntact*'
        [IO.File]::ReadAllText("$file.seal") | Should -Be $former
        (Protect-TradeLog $logs -Current -Force).Name | Should -Be 'trades.log.seal'
        [IO.File]::ReadAllText("$file.seal.1") | Should -Be $former
    }

    It 'names a directory with the name of a day and seals the others' {
        Close-TradingLogger
        $null = New-Item -ItemType File (Join-Path $logs 'trades.log.2025-12-15')
        $null = New-Item -ItemType Directory (Join-Path $logs 'trades.log.2025-12-14')
        $made = Protect-TradeLog $logs -ErrorVariable found -ErrorAction SilentlyContinue
        $made.Name | Should -Be 'trades.log.2025-12-15.seal'
        $found.FullyQualifiedErrorId | Should -BeLike 'TradeLogDayNotSealed*'
        (Test-TradeLog $logs | Where-Object IsIntact -EQ $false).File |
            Should -Be (Join-Path $logs 'trades.log.2025-12-14')
    }

    It 'signs with the key of a certificate and verifies with its public part' {
        $pair = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=seals', $pair, 'SHA256')
        $own = $request.CreateSelfSigned([DateTimeOffset]::UtcNow, [DateTimeOffset]::UtcNow.AddDays(1))
        $public = [Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadCertificate($own.Export('Cert'))
        Protect-TradeLog -Current -SealCertificate $own
        (Test-TradeLog -SealCertificate $public).Seal | Should -Be 'Verified'
        { Protect-TradeLog -Current -SealCertificate $public } | Should -Throw -ErrorId 'InvalidSealKey*'
    }

    It 'seals the day that is over with the key that Initialize-TradingLogger was given' {
        Close-TradingLogger
        $keyFile = Join-Path $TestDrive 'seal.key'
        [IO.File]::WriteAllText($keyFile, 'a secret of 16 bytes')
        $file = Join-Path $logs 'trades.log'
        [IO.File]::WriteAllText($file, "{`"timestamp`": `"2025-12-16T10:00:00+01:00`", `"action`": `"A`"}`n")
        Initialize-TradingLogger -LogDirectory $logs -NoConsole -Integrity Chain -SealKeyFile $keyFile
        Write-TradeEvent ORDER_FILLED @{ price = 1 }
        Close-TradingLogger
        $proofs = Test-TradeLog $logs -SealKeyFile $keyFile
        $proofs.Seal | Should -Be 'Verified', 'None'
        $proofs.IsIntact | Should -Be $true, $true
    }

    It 'replaces the seal of the current file' {
        $null = Protect-TradeLog -Current
        Write-TradeEvent ORDER_FILLED @{ price = 3 }
        $null = Protect-TradeLog -Current
        (Test-TradeLog).Seal | Should -Be 'Unsigned'
        (Get-Content (Join-Path $logs 'trades.log.seal') | ConvertFrom-Json).last_seq | Should -Be 3
    }

    It 'makes no seal with -WhatIf' {
        Protect-TradeLog -Current -WhatIf | Should -BeNullOrEmpty
        Join-Path $logs 'trades.log.seal' | Should -Not -Exist
    }

    It 'refuses a key that is none, and two at once' {
        $short = ConvertTo-SecureString 'short' -AsPlainText -Force
        { Test-TradeLog -SealKey $short } | Should -Throw -ErrorId 'InvalidSealKey*'
        { Test-TradeLog -SealKey $short -SealKeyFile key } | Should -Throw -ErrorId 'ContradictoryParameters*'
    }

    It 'changes nothing of what is measured' {
        $chained = Measure-TradeActivity | Format-List -Property * | Out-String
        $plain = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $plain -ItemType Directory
        Get-Content (Join-Path $logs 'trades.log') | ForEach-Object { $_ -replace ', "seq".*', '}' } |
            Set-Content (Join-Path $plain 'trades.log')
        (Measure-TradeActivity $plain | Format-List -Property * | Out-String).Replace($plain, $logs) |
            Should -Be $chained
    }

    It 'shows number and correction as members of the event' {
        Write-TradeEvent CORRECTION @{ price = 3 } -Corrects 1
        $found = Get-TradeEvent -Where @{ corrects = 1 }
        $found.seq | Should -Be 3
        $found.seq | Should -BeOfType [long]
        (Get-TradeEvent).seq | Should -Be 1, 2, 3
    }

    It 'shows one line for each file' {
        $text = Test-TradeLog | Out-String -Width 140
        $text | Should -Match 'trades\.log +True +2 +1-2 +None'
    }

    It 'names the event that a correction corrects' {
        $correction = Write-TradeEvent CORRECTION @{ price = 3 } -Corrects 2 -PassThru
        $correction.corrects | Should -Be 2
        $correction.seq | Should -Be 3
        (Test-TradeLog).IsIntact | Should -BeTrue
    }

    It 'has no numbers to correct without the chain' {
        Initialize-TradingLogger -LogDirectory $logs -NoConsole
        Write-TradeEvent CORRECTION @{ price = 3 } -Corrects 2 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoEventNumbers*'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'New-TradeAlertRule' {
    It 'makes a rule of its parameters' {
        $rule = New-TradeAlertRule rejects Count -Action ORDER_REJECTED -Threshold 5 -Window 5m -For 30 -GroupBy symbol

        $rule.Name, $rule.Kind, $rule.Threshold | Should -Be 'rejects', 'Count', 5
        $rule.Window, $rule.For | Should -Be ([timespan]'00:05:00'), ([timespan]'00:00:30')
        $rule.GroupBy | Should -Be 'symbol'
        "$rule" | Should -Be 'rejects'
    }

    It 'says what is wrong with a rule, with the id InvalidAlertRule' {
        { New-TradeAlertRule drop Drawdown } |
            Should -Throw 'The rule drop needs a threshold: *' -ErrorId 'InvalidAlertRule,*'
        { New-TradeAlertRule s Silence -Window 1m -TimeZone Mars } | Should -Throw -ErrorId 'InvalidAlertRule,*'
    }

    It 'reads rules from JSON and from PowerShell data, also from the pipeline' {
        Set-Content "$TestDrive/a.json" '[{ "name": "a", "kind": "Count", "window": "1h30m" }]'
        Set-Content "$TestDrive/b.psd1" "@{ Rules = @{ Name = 'b'; Kind = 'DiskSpace'; Threshold = 2GB; For = 90 } }"

        $rules = Get-ChildItem $TestDrive -File | Sort-Object Name | New-TradeAlertRule

        $rules.Name | Should -Be 'a', 'b'
        $rules[0].Window | Should -Be ([timespan]'01:30:00')
        $rules[1].Threshold | Should -Be 2GB
        (New-TradeAlertRule -Path "$TestDrive/b.psd1").For | Should -Be ([timespan]'00:01:30')
        Remove-Item "$TestDrive/a.json", "$TestDrive/b.psd1"
    }

    It 'reads the rules of the sample' {
        (New-TradeAlertRule -Path "$PSScriptRoot/../../samples/alerts/rules.json").Count | Should -Be 9
    }

    It 'refuses a file with <what>' -ForEach @(
        @{ What = 'no rules'; Content = '@{ Alerts = @() }'; Message = '*holds no rules*' }
        @{ What = 'no table'; Content = '1'; Message = '*holds no rules*' }
        @{ What = 'code'; Content = '@{ Rules = @(@{ Name = (Get-Date); Kind = "Count" }) }'; Message = '*more than data*' }
        @{ What = 'a mistake'; Content = '@{ Rules = '; Message = '*no PowerShell data*' }
        @{ What = 'an unknown name'; Content = '@{ Rules = @(@{ Name = "a"; Kindd = "Count" }) }'; Message = '*rule 1: A rule has no Kindd*' }
    ) {
        Set-Content "$TestDrive/wrong.psd1" $Content

        New-TradeAlertRule -Path "$TestDrive/wrong.psd1" -ErrorVariable failed -ErrorAction SilentlyContinue

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidAlertRule,*'
        "$($failed[0])" | Should -BeLike $Message
        Remove-Item "$TestDrive/wrong.psd1"
    }

    It 'refuses a file with anything beside its one table: <_>' -ForEach @(
        '{0}; @{{ Rules = 1 }}'
        '$r = {0}; $r.Rules += 1; $r'
        '{0}; throw 1'
        'if ($false) {{ {0} }}'
        'param($x) {0}'
    ) {
        Set-Content "$TestDrive/more.psd1" ($_ -f '@{ Rules = @(@{ Name = "a"; Kind = "Count" }) }')

        New-TradeAlertRule -Path "$TestDrive/more.psd1" -ErrorVariable failed -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidAlertRule,*'
    }

    It 'refuses PowerShell data that is no UTF-8, in the place of reading other names' {
        $name = "K`u{e4}ufe"
        $text = "@{ Rules = @{ Name = '$name'; Kind = 'Count' } }"
        [IO.File]::WriteAllText("$TestDrive/ansi.psd1", $text, [Text.Encoding]::Latin1)
        [IO.File]::WriteAllText("$TestDrive/marked.psd1", $text, [Text.Encoding]::UTF8)
        [IO.File]::WriteAllText("$TestDrive/utf16.psd1", $text, [Text.Encoding]::Unicode)

        New-TradeAlertRule -Path "$TestDrive/ansi.psd1" -ErrorVariable failed -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty

        "$($failed[0])" | Should -BeLike '*Save it as UTF-8*'
        (New-TradeAlertRule -Path "$TestDrive/marked.psd1", "$TestDrive/utf16.psd1").Name | Should -Be $name, $name
    }

    It 'refuses JSON without a rule: <_>' -ForEach '[]', '{ "rules": [] }' {
        Set-Content "$TestDrive/empty.json" $_

        New-TradeAlertRule -Path "$TestDrive/empty.json" -ErrorVariable failed -ErrorAction SilentlyContinue

        "$($failed[0])" | Should -BeLike '*holds no rules*'
    }

    It 'says of a file that is not there that it cannot be read' {
        New-TradeAlertRule -Path "$TestDrive/none.json" -ErrorVariable failed -ErrorAction SilentlyContinue

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AlertRuleFileNotReadable,*'
    }
}

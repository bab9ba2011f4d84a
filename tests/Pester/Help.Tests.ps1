BeforeDiscovery {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
    $cmdlets = (Get-Command -Module TradingLogger).Name
}

BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Get-Help <_>' -ForEach $cmdlets {
    It 'finds the help of the module' {
        $help = Get-Help $_ -Full

        $help.Synopsis | Should -Not -BeLike "*$_*"
        $help.examples.example.Count | Should -BeGreaterOrEqual 2
    }
}

Describe 'Get-Help about_TradingLogger' {
    It 'finds the topic' {
        Get-Help about_TradingLogger | Out-String | Should -BeLike '*SHORT DESCRIPTION*trade*log*'
    }
}

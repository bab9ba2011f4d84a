BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger -ErrorAction Ignore
}

Describe 'Stop-TradeDashboard' {
    BeforeEach {
        $first = Start-TradeDashboard $TestDrive
        $second = Start-TradeDashboard $TestDrive
    }

    AfterEach {
        $first.Dispose()
        $second.Dispose()
    }

    It 'ends the dashboard of a port, also by the pipeline' {
        Stop-TradeDashboard $first.Port
        $first.IsRunning, $second.IsRunning | Should -Be $false, $true
        $second | Stop-TradeDashboard
        $second.IsRunning | Should -BeFalse
    }

    It 'ends all without a port, and there may be none' {
        Stop-TradeDashboard
        $first.IsRunning, $second.IsRunning | Should -Be $false, $false
        Stop-TradeDashboard -ErrorAction Stop
    }

    It 'says that no dashboard listens on a port' {
        $first.Dispose()
        { Stop-TradeDashboard $first.Port -ErrorAction Stop } | Should -Throw -ErrorId 'DashboardNotFound,*'
    }

    It 'is not needed when the module is removed' {
        Remove-Module TradingLogger
        $first.IsRunning, $second.IsRunning | Should -Be $false, $false
        Import-Module "$PSScriptRoot/../../TradingLogger.psd1"
    }
}

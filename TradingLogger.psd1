@{
    RootModule           = 'module/TradingLogger.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '37d66c6f-ce81-47e2-8811-53d9f47ba640'
    Author               = 'The TradingLogger authors'
    CompanyName          = 'The TradingLogger authors'
    Copyright            = 'Copyright (c) 2026 The TradingLogger authors'
    Description          = 'Logging for trading automation: console, rotating text file and daily JSON trade log.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    CmdletsToExport      = @(
        'Add-TradingLogHandler'
        'Close-TradingLogger'
        'Compare-TradeStatement'
        'Export-TradeEvent'
        'Export-TradeReport'
        'Find-TradeAnomaly'
        'Get-TradeEvent'
        'Get-TradeForwarder'
        'Get-TradeOrder'
        'Get-TradingLog'
        'Get-TradingLogHandler'
        'Get-TradingLogger'
        'Get-TradingLoggerConfig'
        'Initialize-TradingLogger'
        'Measure-TradeActivity'
        'Measure-TradingOperation'
        'New-TradeAlertRule'
        'New-TradingLogger'
        'Pop-TradingContext'
        'Protect-TradeLog'
        'Push-TradingContext'
        'Remove-TradingLogHandler'
        'Reset-TradeForwarder'
        'Send-TradeEvent'
        'Set-TradingLogLevel'
        'Show-TradeSummary'
        'Start-TradeDashboard'
        'Stop-TradeDashboard'
        'Test-TradeAlertRule'
        'Test-TradeLog'
        'Test-TradeReceiver'
        'Trace-TradingScript'
        'Unprotect-TradeEvent'
        'Use-TradingContext'
        'Watch-TradeAlert'
        'Watch-TradeEvent'
        'Watch-TradingLog'
        'Write-TradeEvent'
        'Write-TradingLog'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    FormatsToProcess     = 'module/TradingLogger.format.ps1xml'
    HelpInfoURI          = 'https://example.invalid/TradingLogger/help/'
    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'Logging', 'Trading', 'Audit', 'JSON'
                'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS'
            )
            ProjectUri   = 'https://example.invalid/TradingLogger'
            LicenseUri   = 'https://example.invalid/TradingLogger/LICENSE'
            IconUri      = 'https://example.invalid/TradingLogger/docs/images/icon.png'
            ReleaseNotes = 'https://example.invalid/TradingLogger/CHANGELOG.md'
        }
    }
}

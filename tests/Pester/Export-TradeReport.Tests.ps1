BeforeAll {
    Import-Module "$PSScriptRoot/../../TradingLogger.psd1" -Force
}

AfterAll {
    Remove-Module TradingLogger
}

Describe 'Export-TradeReport' {
    BeforeAll {
        Initialize-TradingLogger -LogDirectory TestDrive:\logs -NoConsole
        Write-TradeEvent ORDER_PLACED ([ordered]@{ symbol = 'BTCUSDT'; order_id = 'a1'; quantity = 0.10d })
        Write-TradeEvent NOTE ([ordered]@{ text = '=1+1' })
    }

    AfterAll {
        Close-TradingLogger
    }

    It 'writes a page' {
        Export-TradeReport -DestinationPath TestDrive:\day.html

        'TestDrive:\day.html' | Should -FileContentMatch '<!DOCTYPE html>'
    }

    It 'writes tables that Import-Csv and ConvertFrom-Json read' {
        Export-TradeReport -DestinationPath TestDrive:\day.csv
        Export-TradeReport -DestinationPath TestDrive:\day.json

        $rows = Import-Csv TestDrive:\day.csv
        $rows[0].order_id, $rows[0].quantity, $rows[1].text | Should -Be 'a1', '0.10', "'=1+1"
        (Get-Content TestDrive:\day.json -Raw | ConvertFrom-Json)[1].text | Should -Be '=1+1'
    }

    It 'keeps a file that exists, unless forced, and writes none with -WhatIf' {
        Set-Content TestDrive:\mine.html 'mine'

        { Export-TradeReport -DestinationPath TestDrive:\mine.html -ErrorAction Stop } | Should -Throw -ErrorId 'ReportExists,*'
        Export-TradeReport -DestinationPath TestDrive:\mine.html -Force -WhatIf
        Get-Content TestDrive:\mine.html | Should -Be 'mine'
        (Export-TradeReport -DestinationPath TestDrive:\mine.html -Force -PassThru).Length | Should -BeGreaterThan 1000
    }
}

#Requires -Modules TradingLogger

<#
.SYNOPSIS
Watches the alert rules of a file over a log and tells receivers: as a service that follows the log, or as a scheduled
task with -Once.

.DESCRIPTION
tradinglogger-alerts.service and register-task.ps1 run this script. A secret is in none of their command lines: it is in
a file that only the service's user can read, or that systemd hands to the service.

The module must be installed for the user of the service, or lie in a directory of PSModulePath.

Exit codes: 0 everybody was told; 1 somebody could not be told, and the next run tells them, or the log could not be
read.

.PARAMETER RuleFile
The rules, as New-TradeAlertRule -Path reads them.

.PARAMETER LogDirectory
The directory of the log.

.PARAMETER Name
The name under which the watch remembers who was told.

.PARAMETER Alertmanager
Alertmanagers that get the alerts.

.PARAMETER Webhook
Addresses that get each notification as JSON.

.PARAMETER ChatFile
A file with the address of a webhook of a chat that takes {"text": "…"}, such as Slack, Mattermost or Teams. It is a
secret. On Windows a file that ends with .xml is read as Export-Clixml writes a SecureString.

.PARAMETER WatchdogFile
A file with the address of a service that tells you when it has not heard of this watch for a while. It is a secret,
too.

.PARAMETER Once
Tells of what is there and ends, instead of watching.

.PARAMETER RetryFor
For how many seconds, with -Once, somebody who cannot be told is tried again.

.EXAMPLE
pwsh -NoProfile samples/alerts/watch.ps1 -RuleFile rules.json -LogDirectory logs -ChatFile chat -Once
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $RuleFile,
    [Parameter(Mandatory)] [string] $LogDirectory,
    [string] $Name = 'default',
    [uri[]] $Alertmanager = @(),
    [uri[]] $Webhook = @(),
    [string] $ChatFile,
    [string] $WatchdogFile,
    [switch] $Once,
    [int] $RetryFor = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Read-Secret([string] $Path) {
    if ($Path -like '*.xml') { return Import-Clixml -LiteralPath $Path }

    $secret = [securestring]::new()
    foreach ($character in [IO.File]::ReadAllText($Path).Trim().ToCharArray()) { $secret.AppendChar($character) }
    $secret
}

try {
    $watch = @{ LogDirectory = $LogDirectory; Name = $Name }
    if ($Once) { $watch += @{ Once = $true; RetryFor = $RetryFor } }
    if ($Alertmanager) { $watch.Alertmanager = $Alertmanager }
    if ($Webhook) { $watch.Webhook = $Webhook }
    if ($WatchdogFile) { $watch.WatchdogWebhook = Read-Secret $WatchdogFile }
    if ($ChatFile) {
        $address = Read-Secret $ChatFile
        # Runs on its own: values from here come with $using:, and an error makes it run again.
        $watch.ScriptBlock = {
            $ErrorActionPreference = 'Stop'
            $sign = if ($_.Status -eq 'Firing') { [char]::ConvertFromUtf32(0x1F534) } else { [char] 0x2705 }
            $text = "$sign $($_.Name): $($_.Summary)"
            if ($_.Repeat) { $text += " (still, since $($_.StartsAt.ToString('u')))" }
            if ($_.Missed) { $text += " (and $($_.Missed) times since you were last told)" }
            $request = @{
                Uri = [Net.NetworkCredential]::new('', $using:address).Password
                Method = 'Post'
                ContentType = 'application/json; charset=utf-8'
                Body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json @{ text = $text }))
                TimeoutSec = 30
            }
            try {
                $null = Invoke-RestMethod @request
            }
            catch {
                # The address, which the exception may name, is a secret.
                throw "The chat did not take the message ($($_.Exception.GetType().Name))."
            }
        }
    }

    New-TradeAlertRule -Path $RuleFile | Watch-TradeAlert @watch
}
catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}

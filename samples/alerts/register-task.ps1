<#
.SYNOPSIS
Registers a scheduled task of Windows that watches alert rules over a log every minute.

.DESCRIPTION
The task runs watch.ps1 with -Once, as the user who registers it. A run that is not over yet is not joined by a second
one, and a run that was missed is made up for: what fired meanwhile is told then. No secret is in the command line of
the task: ChatFile is a file that Export-Clixml wrote as the same user.

.PARAMETER RuleFile
The rules, as New-TradeAlertRule -Path reads them.

.PARAMETER LogDirectory
The directory of the log.

.PARAMETER ChatFile
A file with the address of a webhook of a chat, a SecureString as Export-Clixml writes it.

.PARAMETER Minutes
How many minutes lie between two runs.

.PARAMETER TaskName
The name of the task.

.EXAMPLE
Read-Host -AsSecureString 'Webhook' | Export-Clixml C:\trading\chat.xml
./register-task.ps1 -RuleFile C:\trading\rules.json -LogDirectory D:\logs -ChatFile C:\trading\chat.xml
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $RuleFile,
    [Parameter(Mandatory)] [string] $LogDirectory,
    [Parameter(Mandatory)] [string] $ChatFile,
    [ValidateRange(1, 1440)] [int] $Minutes = 1,
    [string] $TaskName = 'Watch trade alerts'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script = Join-Path $PSScriptRoot watch.ps1
$words = @(
    '-NoProfile', '-NonInteractive', '-File', "`"$script`"", '-RuleFile', "`"$RuleFile`""
    '-LogDirectory', "`"$($LogDirectory.TrimEnd('\'))`"", '-ChatFile', "`"$ChatFile`"", '-Once'
)
$action = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument ($words -join ' ')
$trigger = New-ScheduledTaskTrigger -Once -At ([datetime]::Today) -RepetitionInterval (New-TimeSpan -Minutes $Minutes)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable

if ($PSCmdlet.ShouldProcess($TaskName, 'Register a scheduled task')) {
    Register-ScheduledTask -TaskName $TaskName -Action $action -Trigger $trigger -Settings $settings
}

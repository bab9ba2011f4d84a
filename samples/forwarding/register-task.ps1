<#
.SYNOPSIS
Registers a scheduled task of Windows that sends the trade events of a log to a receiver every few minutes.

.DESCRIPTION
The task runs forward.ps1 with -Once, as the user who registers it. A run that is not over yet is not joined by a second
one, and a run that was missed is made up for. No secret is in the command line of the task: AuthorizationFile is a file
that Export-Clixml wrote as the same user.

.PARAMETER Uri
The receiver.

.PARAMETER LogDirectory
The directory of the log.

.PARAMETER AuthorizationFile
The file with the value of the header Authorization, a SecureString as Export-Clixml writes it.

.PARAMETER Protocol
The language of the receiver, as Send-TradeEvent knows it.

.PARAMETER Minutes
How many minutes lie between two runs.

.PARAMETER TaskName
The name of the task.

.EXAMPLE
Read-Host -AsSecureString 'Authorization' | Export-Clixml C:\trading\authorization.xml
$to = @{ Uri = 'https://collector:4318/v1/logs'; AuthorizationFile = 'C:\trading\authorization.xml' }
./register-task.ps1 @to -LogDirectory D:\logs

.EXAMPLE
./register-task.ps1 -Uri https://collector:4318/v1/logs -LogDirectory D:\logs -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [uri] $Uri,
    [Parameter(Mandatory)] [string] $LogDirectory,
    [string] $AuthorizationFile,
    [string] $Protocol = 'Otlp',
    [ValidateRange(1, 1440)] [int] $Minutes = 5,
    [string] $TaskName = 'Forward trade events'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script = Join-Path $PSScriptRoot forward.ps1
$words = @(
    '-NoProfile', '-NonInteractive', '-File', "`"$script`"", '-Uri', "`"$($Uri.OriginalString)`""
    '-LogDirectory', "`"$($LogDirectory.TrimEnd('\'))`"", '-Protocol', $Protocol, '-Once'
    if ($AuthorizationFile) { '-AuthorizationFile', "`"$AuthorizationFile`"" }
)
$action = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument ($words -join ' ')
$trigger = New-ScheduledTaskTrigger -Once -At ([datetime]::Today) -RepetitionInterval (New-TimeSpan -Minutes $Minutes)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable

if ($PSCmdlet.ShouldProcess($TaskName, 'Register a scheduled task')) {
    Register-ScheduledTask -TaskName $TaskName -Action $action -Trigger $trigger -Settings $settings
}

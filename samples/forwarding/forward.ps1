#Requires -Modules TradingLogger

<#
.SYNOPSIS
Sends the trade events of a log to a receiver: as a service that follows the log, or as a scheduled task with -Once.

.DESCRIPTION
tradinglogger-forward.service and register-task.ps1 run this script. A secret is in none of their command lines: it is
in a file that only the service's user can read, or that systemd hands to the service.

The module must be installed for the user of the service, or lie in a directory of PSModulePath.

Exit codes: 0 everything was sent, 1 not everything could be sent, and what is left is sent by the next run; or the
receiver rejected events, or lines went to the dead letters: Get-TradeForwarder tells of them, and they are not sent
again.

.PARAMETER Uri
The receiver.

.PARAMETER LogDirectory
The directory of the log.

.PARAMETER Name
The name under which the forwarder remembers what it has sent; one for each receiver.

.PARAMETER Protocol
The language of the receiver, as Send-TradeEvent knows it.

.PARAMETER AuthorizationFile
A file with the value of the header Authorization, such as "Bearer 2YotnFZ…". On Windows a file that ends with .xml is
read as Export-Clixml writes a SecureString: only the user who wrote it can read it.

.PARAMETER Once
Sends what is there and ends, instead of following the log.

.EXAMPLE
pwsh -NoProfile samples/forwarding/forward.ps1 -Uri https://collector:4318/v1/logs -LogDirectory logs -Once

.EXAMPLE
Read-Host -AsSecureString 'Authorization' | Export-Clixml authorization.xml

Makes the file for a scheduled task of Windows; run it as the user of the task.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [uri] $Uri,
    [Parameter(Mandatory)] [string] $LogDirectory,
    [string] $Name = 'default',
    [string] $Protocol = 'Otlp',
    [string] $AuthorizationFile,
    [switch] $Once
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
    $header = @{}
    if ($AuthorizationFile) { $header.Authorization = Read-Secret $AuthorizationFile }
    $forwarder = @{ Uri = $Uri; LogDirectory = $LogDirectory; Name = $Name; Protocol = $Protocol; Header = $header }
    Send-TradeEvent @forwarder -Once:$Once -OutVariable summary
    $rejected, $deadLetters = $summary.ForEach{ $_.Rejected, $_.DeadLetters }
    if ($rejected -or $deadLetters) {
        [Console]::Error.WriteLine("$rejected events were rejected, $deadLetters dead letters.")
        exit 1
    }
}
catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}

<#
.SYNOPSIS
Builds, tests, soaks, measures or packages TradingLogger. Each task only calls dotnet, so none needs this file.

.PARAMETER Task
Build    dotnet build: afterwards Import-Module ./TradingLogger.psd1 works in this checkout
Test     dotnet test
Bench    the benchmarks, in Release, against other loggers and the bare system call
Soak     the storms of killed writers, over and over for as many minutes as -Minutes says
Package  a module folder TradingLogger/<version>, ready for Publish-PSResource, and the NuGet packages of
         the core and of its provider for ILogger

.PARAMETER Minutes
How long Soak goes on.

.PARAMETER OutputDirectory
Where Package puts the folder and the package.

.PARAMETER Runtime
The platforms for which Package also compiles the module ahead of time. All others run the portable build, which is
compiled while it runs.

.EXAMPLE
./build.ps1 Package
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [ValidateSet('Build', 'Test', 'Bench', 'Soak', 'Package')] [string] $Task = 'Build',
    [ValidateRange(1, 10080)] [int] $Minutes = 60,
    [string] $OutputDirectory = "$PSScriptRoot/artifacts",
    [string[]] $Runtime = @('win-x64', 'linux-x64', 'linux-arm64', 'osx-arm64')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

function Invoke-Soak {
    $env:TRADINGLOGGER_SOAK_MINUTES = $Minutes
    try {
        Invoke-DotNet test tests/TradingLogger.Resilience.Tests --filter FullyQualifiedName~StormTests `
            --logger 'console;verbosity=detailed'
    }
    finally {
        Remove-Item -LiteralPath env:TRADINGLOGGER_SOAK_MINUTES
    }
}

function New-Package {
    $version = (Import-PowerShellDataFile -Path TradingLogger.psd1).ModuleVersion
    $package = [System.IO.Path]::Combine($OutputDirectory, 'TradingLogger', $version)
    if (Test-Path -LiteralPath $package) { Remove-Item -LiteralPath $package -Recurse }
    New-Item -ItemType Directory -Path "$package/module" | Out-Null

    Copy-Item -Path TradingLogger.psd1, LICENSE, THIRD-PARTY-NOTICES -Destination $package
    Get-ChildItem -Path module | Where-Object Name -NE bin | Copy-Item -Destination "$package/module" -Recurse
    Invoke-DotNet build src/TradingLogger --configuration Release "-p:ModuleDirectory=$package/module/"
    foreach ($name in $Runtime) {
        $compiled = "$package/module/bin/net10.0-$name"
        Invoke-DotNet publish src/TradingLogger --configuration Release --framework net10.0 --runtime $name `
            --no-self-contained '-p:PublishReadyToRun=true' "-p:ModuleDirectory=$package/module/" --output $compiled
        Copy-Item -LiteralPath "$package/module/bin/net10.0/en-US" -Destination $compiled -Recurse
    }

    # A published module does not need symbols, lists of dependencies, and the XML comments that became the help.
    Get-ChildItem -LiteralPath "$package/module/bin" -Recurse -File -Include *.pdb, *.deps.json, *.xml |
        Where-Object { $_.Directory.Name -ne 'en-US' } | Remove-Item
    $package
    foreach ($project in 'TradingLogger.Core', 'TradingLogger.Extensions.Logging') {
        Invoke-DotNet pack "src/$project" --configuration Release '-p:ContinuousIntegrationBuild=true' `
            --output $OutputDirectory
    }
}

$OutputDirectory = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputDirectory)
Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet build }
        'Test' { Invoke-DotNet test }
        'Bench' { Invoke-DotNet run --configuration Release --project benchmarks/TradingLogger.Benchmarks }
        'Soak' { Invoke-Soak }
        'Package' { New-Package }
    }
}
finally {
    Pop-Location
}

# Imports the build that fits the host: net10.0 stands on what .NET 10 brings and ships nothing third-party.
# .NET instead of Join-Path and Test-Path: they would load a module first, which takes a tenth of a second.
$framework = if ([System.Environment]::Version.Major -ge 10) { 'net10.0' } else { 'netstandard2.0' }
$assembly = "$PSScriptRoot/bin/$framework/TradingLogger.dll"

# A package also has it compiled ahead of time for some platforms, which saves a fresh process that work; a checkout has
# not.
if ($framework -eq 'net10.0') {
    $platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $compiled = "$PSScriptRoot/bin/$framework-$platform/TradingLogger.dll"
    if ([System.IO.File]::Exists($compiled)) { $assembly = $compiled }
}

if (-not [System.IO.File]::Exists($assembly)) {
    throw [System.IO.FileNotFoundException]::new(
        "TradingLogger has not been built: '$assembly' does not exist. " +
            "Run 'dotnet build src/TradingLogger' in the repository.",
        $assembly)
}

# Import-Module reads a path as a wildcard pattern: a bracket in a directory's name stands for itself here.
Import-Module -Name ([System.Management.Automation.WildcardPattern]::Escape($assembly)) -ErrorAction Stop
$types = "$PSScriptRoot/TradingLogger.types.psd1"
Import-Module -Name ([System.Management.Automation.WildcardPattern]::Escape($types)) -ErrorAction Stop
Export-ModuleMember -Cmdlet *

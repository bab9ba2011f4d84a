using System.Management.Automation;
using Microsoft.PowerShell;

// Read by static constructors of PowerShell: this has to come before anything of it is touched.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

// PowerShell puts the installed modules in front of the path unless they are in it already. With all of them in it,
// those of this checkout come first.
string installed = ModuleIntrinsics.GetModulePath(Environment.GetEnvironmentVariable("PSModulePath"), null, null);
Environment.SetEnvironmentVariable(
    "PSModulePath", Path.Combine(AppContext.BaseDirectory, "modules") + Path.PathSeparator + installed);

return ConsoleShell.Start(
    bannerText: null,
    helpText: null,
    args.Length > 0 ? args : ["-NoExit", "-Command", "Import-Module TradingLogger; Get-Command -Module TradingLogger"]);

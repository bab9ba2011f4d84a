using System.Collections.Immutable;
using System.Management.Automation;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>Everything one run of a script gave.</summary>
/// <param name="Output">What it output.</param>
/// <param name="Errors">The errors it went on after.</param>
/// <param name="Failure">The error that ended it, or null.</param>
/// <param name="Warnings">Its warning stream.</param>
/// <param name="Verbose">Its verbose stream.</param>
/// <param name="Debug">Its debug stream.</param>
/// <param name="Information">Its information stream, where <c>Write-Host</c> and the console handler write.</param>
public sealed record ScriptResult(
    ImmutableArray<PSObject> Output,
    ImmutableArray<ErrorRecord> Errors,
    ErrorRecord? Failure,
    ImmutableArray<string> Warnings,
    ImmutableArray<string> Verbose,
    ImmutableArray<string> Debug,
    ImmutableArray<InformationRecord> Information)
{
    /// <summary>The messages of the information stream.</summary>
    public IEnumerable<string> InformationText => Information.Select(record => record.MessageData.ToString()!);

    /// <summary>The output's objects without PowerShell's wrapper.</summary>
    public IEnumerable<object> Values => Output.Select(item => item.BaseObject);

    /// <summary>This result, or the first error as an exception: for scripts that must succeed.</summary>
    public ScriptResult Succeeded() =>
        (Failure ?? Errors.FirstOrDefault()) is { } error
            ? throw new InvalidOperationException(
                $"The script failed: {error}\n{error.ScriptStackTrace}", error.Exception)
            : this;

    /// <summary>The error that ended it, else the only one that it went on after: for scripts that must fail.</summary>
    public ErrorRecord Failed() => Failure ?? Assert.Single(Errors);
}

using System.Management.Automation;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>The object that a sample outputs at its end.</summary>
internal sealed record Summary(PSObject Object)
{
    /// <summary>One of its properties.</summary>
    public T Value<T>(string name) => (T)((PSObject.AsPSObject(Object.Properties[name].Value)).BaseObject);
}

using System.Management.Automation;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>What it costs to ask the engine for the members of a custom object, before anything is done with
/// them.</summary>
public static class ObjectProperties
{
    /// <summary>Reads every property of every object.</summary>
    /// <param name="objects">Custom objects.</param>
    /// <returns>How many properties have a value.</returns>
    public static int Read(PSObject[] objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        int count = 0;
        foreach (PSObject one in objects)
        {
            foreach (PSPropertyInfo property in one.Properties)
                count += property.Value is null ? 0 : 1;
        }

        return count;
    }
}

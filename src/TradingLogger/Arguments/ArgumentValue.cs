using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>What the conversions of parameters have in common.</summary>
internal static class ArgumentValue
{
    /// <summary>The argument without PowerShell's wrapper.</summary>
    public static object? Of(object? argument) => argument is PSObject wrapper ? wrapper.BaseObject : argument;

    /// <summary>The error of an argument that cannot be converted; PowerShell puts the parameter's name before it.</summary>
    public static ArgumentTransformationMetadataException Invalid(string message) => new(message);
}

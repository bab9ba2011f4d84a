using System.Globalization;
using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>Makes a text of any object, the same in every culture; <c>$null</c> gives an empty one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InvariantTextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        null => string.Empty,
        string text => text,
        _ => LanguagePrimitives.ConvertTo(inputData, typeof(string), CultureInfo.InvariantCulture) ?? string.Empty,
    };
}

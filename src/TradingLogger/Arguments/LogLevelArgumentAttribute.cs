using System.Management.Automation;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell;

/// <summary>Reads a level by its name, as the configuration file does: any case, and the error lists the valid ones.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LogLevelArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ArgumentValue.Of(inputData) switch
        {
            LogLevel level when LogLevelName.TryParse(level.ToString(), out _) => level,
            string name when LogLevelName.TryParse(name, out LogLevel level) => level,
            var other => throw ArgumentValue.Invalid(
                FormattableString.Invariant($"'{other}' is not a log level. Must be one of {string.Join(", ", LogLevelName.All)}")),
        };
}

using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using TradingLogging.Json.Converters;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell;

/// <summary>Makes PowerShell's kinds of object known to trade events.</summary>
internal sealed class PowerShellValueAdapter : IValueAdapter
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly PowerShellValueAdapter Instance = new();

    private PowerShellValueAdapter()
    {
    }

    /// <inheritdoc/>
    public bool TryUnwrap(object value, out object? unwrapped)
    {
        unwrapped = value switch
        {
            PSObject wrapper => Unwrap(wrapper),
            ScriptBlock block => block.ToString(),
            SwitchParameter flag => flag.IsPresent,
            NullString => null,
            _ => value,
        };
        return !ReferenceEquals(unwrapped, value);
    }

    /// <inheritdoc/>
    public bool TryGetMembers(object value, [NotNullWhen(true)] out IEnumerable<ValueMember>? members)
    {
        members = ObjectMembers.TryList(value);
        return members is not null;
    }

    /// <inheritdoc/>
    public bool TryGetError(object value, [NotNullWhen(true)] out ErrorDetails? details)
    {
        details = value switch
        {
            ErrorRecord record => ErrorRecordDetails.Of(record),
            Exception exception and IContainsErrorRecord => ErrorRecordDetails.Of(exception),
            _ => null,
        };
        return details is not null;
    }

    /// <inheritdoc/>
    public bool IsSecret(object value) => value is PSCredential;

    private static object? Unwrap(PSObject wrapper)
    {
        if (ReferenceEquals(wrapper, AutomationNull.Value))
            return null;
        return wrapper.BaseObject is PSCustomObject ? wrapper : wrapper.BaseObject;
    }
}

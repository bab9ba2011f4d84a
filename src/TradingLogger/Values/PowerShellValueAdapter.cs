using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using TradingLogging.Json.Converters;
using ErrorDetails = TradingLogging.Logging.ErrorDetails;

namespace TradingLogging.PowerShell.Values;

/// <summary>Makes PowerShell's kinds of object known to trade events.</summary>
internal sealed class PowerShellValueAdapter : IValueAdapter
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly PowerShellValueAdapter Instance = new();

    // Windows PowerShell does not have it.
    private const string SemanticVersion = "System.Management.Automation.SemanticVersion";

    private const string DeserialisedEnum = "Deserialized.System.Enum";

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
            PathInfo path => path.Path,
            CommandInfo command => command.Name,
            PSModuleInfo module => module.Name,
            PSDriveInfo drive => drive.Name,
            ProviderInfo provider => provider.Name,
            _ => value.GetType().FullName == SemanticVersion ? value.ToString() : value,
        };
        return !ReferenceEquals(unwrapped, value);
    }

    /// <inheritdoc/>
    public bool TryGetMembers(object value, [NotNullWhen(true)] out IEnumerable<ValueMember>? members)
    {
        members = value is OtherMembers some ? some.List() : ObjectMembers.TryList(value);
        return members is not null;
    }

    /// <inheritdoc/>
    public bool TryGetError(object value, [NotNullWhen(true)] out ErrorDetails? details)
    {
        details = value switch
        {
            ErrorRecord record => ErrorRecordDetails.Of(record),
            Exception exception and IContainsErrorRecord => ErrorRecordDetails.Of(exception),
            PSObject { BaseObject: PSCustomObject } copy => DeserialisedError.Find(copy),
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
        object inner = wrapper.BaseObject;
        if (inner is PSCustomObject)
            return DeserialisedValue.Find(wrapper) ?? wrapper;
        return inner is int or byte or long or uint or short or ushort or sbyte or ulong
            ? UnwrapNumber(wrapper, inner)
            : inner;
    }

    // Enumerations come back from jobs, remoting and files as numbers with their name as text.
    private static object UnwrapNumber(PSObject wrapper, object number)
    {
        string text = wrapper.ToString();
        bool isName = text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_');
        return isName && wrapper.TypeNames.Contains(DeserialisedEnum) ? text : number;
    }
}

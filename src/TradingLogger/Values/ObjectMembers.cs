using System.Collections;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using TradingLogging.Json.Converters;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Values;

/// <summary>The members of an object that only PowerShell knows: of a custom or deserialised object, of one with added
/// properties, and of one whose properties come from an adapter.</summary>
internal static class ObjectMembers
{
    private const PSMemberTypes Added =
        PSMemberTypes.NoteProperty | PSMemberTypes.ScriptProperty | PSMemberTypes.AliasProperty | PSMemberTypes
            .CodeProperty;

    private const int UsualCount = 8;

    // What providers and remoting add to every object.
    private static readonly HashSet<string> Noise = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer",
        "PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId",
    };

    // Their own .NET properties are plumbing; what they hold is known to PowerShell's adapter.
    private static readonly HashSet<string> AdaptedTypes = new(StringComparer.Ordinal)
    {
        "Microsoft.Management.Infrastructure.CimInstance", "System.Management.ManagementObject",
        "System.Management.ManagementBaseObject", "System.__ComObject",
    };

    /// <summary>Lists the members, in their order, without those that PowerShell adds to every object.</summary>
    /// <param name="value">Any object.</param>
    /// <returns>The members; null for an object whose members the core lists.</returns>
    public static IEnumerable<ValueMember>? TryList(object value)
    {
        if (value is PSObject { BaseObject: PSCustomObject } custom)
            return TryReadNotes(custom.Properties) ?? ListAll(custom.Properties);
        if (!IsPlainObject(value))
            return null;
        if (RowOf(value) is { } row)
            return [.. Columns(row)];
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(value).Properties;
        if (AdaptedTypes.Contains(value.GetType().FullName!))
            return ListAll(properties);
        return properties.Any(IsAdded) ? ListOwnAndAdded(properties) : null;
    }

    /// <summary>Lists the members of any object, in their order.</summary>
    /// <param name="value">An object with properties.</param>
    public static IEnumerable<ValueMember> List(object value) =>
        TryList(value) ?? ListOwnAndAdded(PSObject.AsPSObject(value).Properties);

    // A row's own properties are plumbing; one of them is the whole table.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DataRow? RowOf(object value) => value switch
    {
        DataRow row => row,
        DataRowView view => view.Row,
        _ => null,
    };

    private static IEnumerable<ValueMember> Columns(DataRow row)
    {
        // Of a row that was deleted, what it was.
        DataRowVersion version = row.RowState == DataRowState.Deleted
            ? DataRowVersion.Original
            : DataRowVersion.Default;
        foreach (PSPropertyInfo property in PSObject.AsPSObject(row).Properties)
        {
            if (IsAdded(property))
                yield return Read(property);
        }

        foreach (DataColumn column in row.Table.Columns)
            yield return new ValueMember(column.ColumnName, row[column, version]);
    }

    // Nearly all custom objects have note properties only, whose values need no code of the script's. Their list is
    // made here and not timed.
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "ListAll notes it in its place.")]
    private static List<ValueMember>? TryReadNotes(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        try
        {
            return ReadNotes(properties);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            return null;
        }
    }

    private static List<ValueMember>? ReadNotes(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        var notes = new List<ValueMember>(UsualCount);
        foreach (PSPropertyInfo property in properties)
        {
            if (IsNoise(property.Name))
                continue;
            if (property.GetType() != typeof(PSNoteProperty))
                return null;
            notes.Add(new ValueMember(property.Name, property.Value));
        }

        // An object of nothing but such names is the script's own.
        if (notes.Count == 0)
            notes.AddRange(properties.Select(Read));
        return notes;
    }

    private static IEnumerable<ValueMember> ListAll(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        foreach (PSPropertyInfo property in properties)
        {
            if (!IsNoise(property.Name))
                yield return Read(property);
        }
    }

    private static IEnumerable<ValueMember> ListOwnAndAdded(IEnumerable<PSPropertyInfo> properties)
    {
        foreach (PSPropertyInfo property in properties)
        {
            if (property.MemberType == PSMemberTypes.Property || IsAdded(property))
                yield return Read(property);
        }
    }

    // The core has its own form for all others, and to look for added properties is not cheap.
    private static bool IsPlainObject(object value) =>
        value is not (
            string or ValueType or IEnumerable or Exception or ErrorRecord or PSCredential or FileSystemInfo
                or TradeEvent);

    /// <summary>Whether a property was added to an object by a script.</summary>
    /// <param name="property">The property.</param>
    public static bool IsAdded(PSPropertyInfo property) =>
        property.IsInstance && (property.MemberType & Added) != 0 && !IsNoise(property.Name);

    /// <summary>Whether a property is one that PowerShell itself adds to objects.</summary>
    /// <param name="name">The name of the property.</param>
    // The first letter spares most names the search in the set.
    public static bool IsNoise(string name) =>
        name.Length > 0 && name[0] is 'P' or 'p' or 'R' or 'r' && Noise.Contains(name);

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "It is noted in its place.")]
    private static ValueMember Read(PSPropertyInfo property)
    {
        try
        {
            return new ValueMember(property.Name, property.Value);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            return new ValueMember(property.Name, Value: null, CauseOf(error));
        }
    }

    private static Exception CauseOf(Exception error) =>
        error is GetValueException { InnerException: { } cause } ? cause : error;
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using TradingLogging.Json.Converters;

namespace TradingLogging.PowerShell;

/// <summary>The members of an object that has some only PowerShell knows of: a custom object, or another with properties
/// that were added to it.</summary>
internal static class ObjectMembers
{
    private const PSMemberTypes Given =
        PSMemberTypes.NoteProperty | PSMemberTypes.ScriptProperty | PSMemberTypes.AliasProperty;

    private const int UsualCount = 8;

    // What providers and remoting add to every object they hand out.
    private static readonly HashSet<string> Noise = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer",
        "PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId",
    };

    /// <summary>Lists the members, in their order, without what PowerShell itself adds.</summary>
    /// <param name="value">Any object.</param>
    /// <returns>The members; null for an object whose members the core lists.</returns>
    public static IEnumerable<ValueMember>? TryList(object value)
    {
        if (value is PSObject { BaseObject: PSCustomObject } custom)
            return TryReadNotes(custom.Properties) ?? List(custom.Properties);
        if (!IsPlainObject(value))
            return null;
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(value).Properties;
        return properties.Any(IsAdded) ? ListAll(properties) : null;
    }

    // Nearly all custom objects have notes only, whose values stand in them. Such a list is made here, as none of the script's code
    // runs for it and nothing of it need be timed. Measured: 0.7 x the cost of one write(2) less an object, of 8.1.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Listed one by one, what it throws is noted where the members ended.")]
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
            if (!IsGiven(property))
                continue;
            if (property.GetType() != typeof(PSNoteProperty))
                return null;
            notes.Add(new ValueMember(property.Name, property.Value));
        }

        return notes;
    }

    private static IEnumerable<ValueMember> List(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        foreach (PSPropertyInfo property in properties)
        {
            if (IsGiven(property))
                yield return Read(property);
        }
    }

    private static IEnumerable<ValueMember> ListAll(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        foreach (PSPropertyInfo property in properties)
        {
            if (property.MemberType == PSMemberTypes.Property || IsAdded(property))
                yield return Read(property);
        }
    }

    // The core has its own form for all others, and to look for added properties is not cheap.
    private static bool IsPlainObject(object value) =>
        value is not (string or ValueType or IEnumerable or Exception or ErrorRecord or PSCredential or FileSystemInfo);

    private static bool IsAdded(PSPropertyInfo property) => property.IsInstance && IsGiven(property);

    private static bool IsGiven(PSPropertyInfo property) =>
        (property.MemberType & Given) != 0 && !IsNoise(property.Name);

    // One look at the first letter spares most names the set; the gain is in the figure above.
    private static bool IsNoise(string name) =>
        name.Length > 0 && name[0] is 'P' or 'p' or 'R' or 'r' && Noise.Contains(name);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What a script property throws is noted in its place.")]
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

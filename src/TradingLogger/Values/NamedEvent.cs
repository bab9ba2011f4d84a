using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using TradingLogging.Json.Converters;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell.Values;

/// <summary>What an input of <c>Write-TradeEvent</c> says by the names of its members: what happened, when, and the
/// members of the event.</summary>
/// <param name="Action">What happened; null when the input does not say it, or was not asked.</param>
/// <param name="Time">When it happened; null when the input does not say it, or was not asked.</param>
/// <param name="Data">The input without the members that were taken.</param>
internal readonly record struct NamedEvent(string? Action, DateTimeOffset? Time, object Data)
{
    private const string ActionName = "Action";
    private const string TimeName = "EventTime";
    private const string TimestampName = "Timestamp";
    private const string TimeMember = "event_time";

    /// <summary>Whether an input is an event that was exported and read back, by <c>Import-Csv</c> or
    /// <c>ConvertFrom-Json</c>: a custom object with a timestamp and an action, as those who read it take it.</summary>
    public static bool IsExported(object? data)
    {
        if (data is not PSObject { BaseObject: PSCustomObject } row)
            return false;
        return row.Properties[TimestampName] is PSNoteProperty time
            && row.Properties[ActionName] is PSNoteProperty action
            && EventTimeArgumentAttribute.Read(Plain(time.Value)) is not null
            && TextOf(action.Value) is not null;
    }

    /// <summary>Reads an input.</summary>
    /// <param name="data">The input.</param>
    /// <param name="wantsAction">Whether its member <c>Action</c> is the action of the event.</param>
    /// <param name="wantsTime">Whether its member <c>EventTime</c> is the time of the event.</param>
    /// <exception cref="ArgumentException">The time is none.</exception>
    /// <exception cref="GetValueException">A property of the input could not be read.</exception>
    public static NamedEvent Of(object data, bool wantsAction, bool wantsTime)
    {
        object? action = wantsAction ? Find(data, ActionName) : null;
        object? time = wantsTime ? Find(data, TimeName) : null;
        string? name = TextOf(action);
        // A database has its own null.
        bool isTime = Plain(time) is not (null or DBNull or string { Length: 0 });
        DateTimeOffset? moment = isTime ? MomentOf(TimeName, Plain(time)) : null;
        // Exchanges send numbers of seconds, which are read as such.
        if (wantsAction && wantsTime
            && Plain(Find(data, TimeMember)) is string { Length: > 0 } text && !text.All(char.IsDigit))
        {
            MomentOf(TimeMember, text);
        }

        string[] taken = [.. Names(name is not null, time is not null)];
        return new NamedEvent(name, moment, taken.Length == 0 ? data : Without(data, taken));
    }

    private static DateTimeOffset MomentOf(string name, object? value) =>
        EventTimeArgumentAttribute.Read(value) ?? throw new ArgumentException(
            $"The {name} of the input is no time: {EventTimeArgumentAttribute.NoTime(value)}");

    private static IEnumerable<string> Names(bool hasAction, bool hasTime)
    {
        if (hasAction)
            yield return ActionName;
        if (hasTime)
            yield return TimeName;
    }

    private static object? Find(object data, string name)
    {
        if (ArgumentValue.Of(data) is not IDictionary entries)
            return PSObject.AsPSObject(data).Properties[name] is { IsGettable: true } property ? property.Value : null;
        foreach (DictionaryEntry entry in entries)
        {
            if (IsNamed(entry, name))
                return entry.Value;
        }

        return null;
    }

    private static object Without(object data, string[] names)
    {
        if (ArgumentValue.Of(data) is not IDictionary entries)
            return new OtherMembers(data, names);
        // Of names that differ by case only, the first was taken; the others are members.
        List<string> left = [.. names];
        var rest = new OrderedDictionary(entries.Count);
        foreach (DictionaryEntry entry in entries)
        {
            if (left.RemoveAll(name => IsNamed(entry, name)) == 0)
                rest.Add(entry.Key, entry.Value);
        }

        return rest;
    }

    private static bool IsNamed(DictionaryEntry entry, string name) =>
        ArgumentValue.Of(entry.Key) is string key && TradeEventAdapter.Same(key, name);

    // A list or an object is no name of what happened.
    private static string? TextOf(object? value) => ArgumentValue.Of(value) switch
    {
        IConvertible plain when plain.ToString(CultureInfo.InvariantCulture) is { } text
            && !string.IsNullOrWhiteSpace(text) => text,
        _ => null,
    };

    private static object? Plain(object? value) => value is PSObject { BaseObject: PSCustomObject } copy
        ? DeserialisedValue.Find(copy) ?? copy
        : ArgumentValue.Of(value);
}

/// <summary>An object without some of its members, as the data of an event.</summary>
/// <param name="source">The object.</param>
/// <param name="taken">The names of the members that are left out, in any case.</param>
internal sealed class OtherMembers(object source, string[] taken)
{
    /// <summary>The members that are left, in their order.</summary>
    public IEnumerable<ValueMember> List()
    {
        object value = ArgumentValue.Of(source) is { } plain and not PSCustomObject ? plain : source;
        IEnumerable<ValueMember> all = ObjectMembers.List(value);
        // A list is read without a time limit: to read it runs no code of the object.
        return all is List<ValueMember> made ? made.FindAll(IsLeft) : all.Where(IsLeft);
    }

    private bool IsLeft(ValueMember member) => !Array.Exists(taken, name => TradeEventAdapter.Same(member.Name, name));
}

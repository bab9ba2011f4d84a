using System.Diagnostics.CodeAnalysis;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>Teaches trade events the object types of a host, such as those of PowerShell, which the core does not
/// know.</summary>
public interface IValueAdapter
{
    /// <summary>Takes the value out of the host's wrapper.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="unwrapped">What was inside.</param>
    /// <returns>Whether the value was such a wrapper.</returns>
    bool TryUnwrap(object value, out object? unwrapped);

    /// <summary>Lists the members of an object of the host.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="members">The members in the order in which they are written, each name once. A getter that throws
    /// gives a member with an error, never an exception. A <see cref="List{T}"/> is read without the time limit for the
    /// code of others.</param>
    /// <returns>Whether the value is the host's kind of object.</returns>
    bool TryGetMembers(object value, [NotNullWhen(true)] out IEnumerable<ValueMember>? members);

    /// <summary>Describes an error of the host.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="details">What is to be told of it.</param>
    /// <returns>Whether the value is the host's kind of error.</returns>
    bool TryGetError(object value, [NotNullWhen(true)] out ErrorDetails? details);

    /// <summary>Tells whether a value is a secret of the host's (a credential), to be masked and never looked
    /// into.</summary>
    /// <param name="value">Any value but null.</param>
    bool IsSecret(object value);
}

/// <summary>One member of an object in a trade event.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">Its value; null when <paramref name="Error"/> is set.</param>
/// <param name="Error">Why the value could not be had: the member's getter threw.</param>
public readonly record struct ValueMember(string Name, object? Value, Exception? Error = null);

/// <summary>The adapters of this process: how hosts make their kinds of object known to trade events.</summary>
public static class ValueAdapters
{
    private static readonly object Gate = new();
    private static volatile IValueAdapter[] _all = [];

    /// <summary>The registered adapters; asked in this order.</summary>
    internal static IValueAdapter[] All => _all;

    /// <summary>Makes an adapter known. Registered twice, it is still asked once.</summary>
    /// <param name="adapter">The adapter; called by several threads at once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="adapter"/> is null.</exception>
    public static void Register(IValueAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        lock (Gate)
        {
            if (Array.IndexOf(_all, adapter) < 0)
                _all = [.. _all, adapter];
        }
    }

    /// <summary>Forgets an adapter. One that was never registered is no error.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="adapter"/> is null.</exception>
    public static void Unregister(IValueAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        lock (Gate)
            _all = Array.FindAll(_all, other => !ReferenceEquals(other, adapter));
    }
}

/// <summary>An object of a host, whose adapter has listed its members.</summary>
internal sealed class HostObjectConverter(IEnumerable<ValueMember> members) : ObjectConverter
{
    public override void WriteMembers(JsonLine line, object value)
    {
        try
        {
            if (members is List<ValueMember> made)
                WriteMade(line, made);
            else
                WriteInTurn(line);
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.MembersEndedBy(error);
        }
    }

    // To read a list runs no code of the host.
    private static void WriteMade(JsonLine line, List<ValueMember> made)
    {
        for (int i = 0; i < made.Count && !line.IsFull; i++)
            Write(line, made[i]);
    }

    private static void Write(JsonLine line, in ValueMember member)
    {
        if (member.Error is { } error)
            line.MemberError(member.Name, error);
        else
            line.Member(member.Name, member.Value);
    }

    private void WriteInTurn(JsonLine line)
    {
        foreach (ValueMember member in line.UserCodeBudget.Of(members))
        {
            Write(line, member);
            if (line.IsFull)
                break;
        }
    }
}

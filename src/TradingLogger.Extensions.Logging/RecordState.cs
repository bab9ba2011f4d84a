using System.Collections;
using Microsoft.Extensions.Logging;
using TradingLogging.Logging;

namespace TradingLogging.Extensions.Logging;

/// <summary>The members of one record: those of its template, then the id of the event.</summary>
internal sealed class RecordState : IEnumerable<KeyValuePair<string, object?>>
{
    /// <summary>The name by which the framework gives the template.</summary>
    public const string Template = "{OriginalFormat}";

    // One huge record must not hold its memory for the life of the thread.
    private const int LargestKept = 256;

    private List<KeyValuePair<string, object?>> _members = [];

    /// <summary>Whether the id says nothing.</summary>
    public static bool IsEmpty(EventId id) => id.Id == 0 && string.IsNullOrEmpty(id.Name);

    public void Fill(IEnumerable<KeyValuePair<string, object?>>? members, EventId id, bool keepsTemplate)
    {
        if (members is IReadOnlyList<KeyValuePair<string, object?>> list)
        {
            for (int index = 0; index < list.Count; index++)
                Add(list[index], keepsTemplate);
        }
        else
        {
            foreach (KeyValuePair<string, object?> member in members ?? [])
                Add(member, keepsTemplate);
        }

        if (id.Id != 0)
            _members.Add(new("event_id", id.Id));
        if (!string.IsNullOrEmpty(id.Name))
            _members.Add(new("event_name", id.Name));
    }

    public void Clear()
    {
        if (_members.Count > LargestKept)
            _members = [];
        else
            _members.Clear();
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(KeyValuePair<string, object?> member, bool keepsTemplate)
    {
        if (member.Key != Template)
            _members.Add(member);
        else if (keepsTemplate)
            _members.Add(new("template", member.Value));
    }
}

/// <summary>A scope of the framework as a context.</summary>
internal static class ScopeState
{
    private const string Name = "scope";
    private const string Separator = " => ";

    /// <summary>Begins a context of the members of a scope. One that is a text, or has no members, is the member
    /// <c>scope</c>, behind the texts of the scopes around it.</summary>
    public static LogContext Begin(object state)
    {
        string? outer = (LogContext.Current?.Owner as Text)?.Value;
        var members = new List<KeyValuePair<string, object?>>();
        foreach (KeyValuePair<string, object?> member in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            if (member.Key != RecordState.Template)
                members.Add(member);
        }

        if (members.Count > 0)
            return TradingLogger.BeginScope(members, outer is null ? null : new Text(outer));
        string own = state.ToString() ?? string.Empty;
        string whole = outer is null ? own : outer + Separator + own;
        members.Add(new(Name, whole));
        return TradingLogger.BeginScope(members, new Text(whole));
    }

    private sealed record Text(string Value);
}

using Microsoft.Extensions.Logging;
using TradingLogging.Logging;

namespace TradingLogging.Extensions.Logging;

/// <summary>The members of one record: those of its template, then the id of the event. Used again and again.</summary>
internal sealed class RecordState
{
    /// <summary>The name by which the framework gives the template.</summary>
    public const string TemplateName = "{OriginalFormat}";

    // One huge record must not hold its memory for the life of the thread.
    private const int LargestKept = 256;

    // A dictionary is written fastest. A template may name a member twice: then all of them are in the list.
    private Dictionary<string, object?> _members = new(StringComparer.Ordinal);
    private List<KeyValuePair<string, object?>>? _repeated;

    /// <summary>The members.</summary>
    public object Members => _repeated ?? (object)_members;

    /// <summary>The template of the message; null when there is none.</summary>
    public string? Template { get; private set; }

    /// <summary>The name of a member, without the sign by which a template says how its value is shown: <c>@</c>,
    /// <c>$</c>.</summary>
    public static string NameOf(string name) => name.Length > 1 && name[0] is '@' or '$' ? name[1..] : name;

    /// <summary>Whether the id says nothing.</summary>
    public static bool IsEmpty(EventId id) => id.Id == 0 && string.IsNullOrEmpty(id.Name);

    public void Fill(IReadOnlyList<KeyValuePair<string, object?>>? members, EventId id, bool keepsTemplate)
    {
        for (int index = 0; index < members?.Count; index++)
            Add(members[index], keepsTemplate);
        if (id.Id != 0)
            Add("event_id", id.Id);
        if (!string.IsNullOrEmpty(id.Name))
            Add("event_name", id.Name);
    }

    public void Clear()
    {
        _repeated = null;
        Template = null;
        if (_members.Count > LargestKept)
            _members = new(StringComparer.Ordinal);
        else
            _members.Clear();
    }

    private void Add(KeyValuePair<string, object?> member, bool keepsTemplate)
    {
        if (member.Key != TemplateName)
        {
            Add(NameOf(member.Key), member.Value);
            return;
        }

        Template = member.Value as string;
        if (keepsTemplate)
            Add("template", member.Value);
    }

    private void Add(string name, object? value)
    {
        if (_repeated is not null)
        {
            _repeated.Add(new(name, value));
        }
        else if (_members.TryGetValue(name, out _))
        {
            _repeated = [.. _members, new(name, value)];
        }
        else
        {
            _members.Add(name, value);
        }
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
            if (member.Key != RecordState.TemplateName)
                members.Add(new(RecordState.NameOf(member.Key), member.Value));
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

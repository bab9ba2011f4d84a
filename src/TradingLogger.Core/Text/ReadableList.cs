using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;

namespace TradingLogging.Text;

/// <summary>Makes lists whose text is that of their items. <c>Export-Csv</c> writes a property as its text, which for
/// another list is the name of its type.</summary>
internal static class ReadableList
{
    // The text is for people: a cell with thousands of items is none.
    private const int MostShown = 20;

    /// <summary>The list itself if it is one of these, else one that shows it.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items) => items switch
    {
        List<T> => items,
        IList<T> list => new List<T>(list),
        _ => new List<T>([.. items]),
    };

    /// <summary>A table that shows its entries.</summary>
    public static IReadOnlyDictionary<string, T> Of<T>(IReadOnlyDictionary<string, T> entries) => entries switch
    {
        Table<T> => entries,
        IDictionary<string, T> table => new Table<T>(table),
        _ => new Table<T>(entries.ToDictionary(entry => entry.Key, entry => entry.Value)),
    };

    /// <summary>Members that can be read only, and that show themselves.</summary>
    public static IDictionary Of(OrderedDictionary members) => new Members(members);

    private static string Join<T>(IReadOnlyCollection<T> items, Func<T, string?> textOf)
    {
        string text = string.Join("; ", items.Take(MostShown).Select(textOf));
        return items.Count > MostShown
            ? FormattableString.Invariant($"{text}; and {items.Count - MostShown} more")
            : text;
    }

    // Records compare their members: lists with the same items are equal.
    private sealed class List<T>(IList<T> items) : ReadOnlyCollection<T>(items)
    {
        public override bool Equals(object? obj) => obj is List<T> other && this.SequenceEqual(other);

        public override int GetHashCode() => Count;

        public override string ToString() => Join(this, item => FormattableString.Invariant($"{item}"));
    }

    private sealed class Table<T>(IDictionary<string, T> entries) : ReadOnlyDictionary<string, T>(entries)
    {
        public override bool Equals(object? obj) =>
            obj is Table<T> other && this.SequenceEqual(other);

        public override int GetHashCode() => Count;

        public override string ToString() =>
            Join(this, entry => FormattableString.Invariant($"{entry.Key}: {entry.Value}"));
    }

    private sealed class Members(OrderedDictionary members) : IDictionary
    {
        public ICollection Keys => members.Keys;

        public ICollection Values => members.Values;

        public int Count => members.Count;

        public bool IsReadOnly => true;

        public bool IsFixedSize => true;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public object? this[object key]
        {
            get => members[key];
            set => throw ReadOnly();
        }

        public bool Contains(object key) => members.Contains(key);

        public void CopyTo(Array array, int index) => ((ICollection)members).CopyTo(array, index);

        public IDictionaryEnumerator GetEnumerator() => members.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Add(object key, object? value) => throw ReadOnly();

        public void Clear() => throw ReadOnly();

        public void Remove(object key) => throw ReadOnly();

        public override string ToString() =>
            Join([.. members.Cast<DictionaryEntry>()], member => $"{member.Key}: {TextOf(member.Value)}");

        private static string TextOf(object? value) => value is object?[] items
            ? $"[{Join(items, TextOf)}]"
            : FormattableString.Invariant($"{value}");

        private static NotSupportedException ReadOnly() =>
            new("Members that were read from a log cannot be changed: copy them.");
    }
}

using System.Runtime.CompilerServices;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>How values of one type are written.</summary>
internal abstract class ValueConverter
{
    private const int MostWrappers = 16;

    private const int RecentSize = 16;

    private static readonly ConditionalWeakTable<Type, TypeEntry> ByType = new();

    // Events have few types. An array is faster than the table, which keeps its entries weakly.
    private static readonly TypeEntry?[] Recent = new TypeEntry?[RecentSize];

    /// <summary>Takes a value out of its host's wrappers.</summary>
    public static object? Unwrap(object? value)
    {
        IValueAdapter[] adapters = ValueAdapters.All;
        for (int i = 0; i < MostWrappers && TryUnwrap(adapters, ref value); i++)
        {
        }

        return value;
    }

    /// <summary>Finds the converter of a value that is in no wrapper.</summary>
    public static ValueConverter Of(object value) => Of(value, OfType(value));

    /// <summary>Finds the converter of a value that is in no wrapper.</summary>
    /// <param name="value">The value.</param>
    /// <param name="converter">The converter of its type.</param>
    public static ValueConverter Of(object value, ValueConverter converter)
    {
        if (ValueAdapters.All.Length == 0)
            return converter;
        // A host is not asked about what is a secret everywhere, nor about numbers.
        bool isCertain = ReferenceEquals(converter, OpaqueConverter.Secret) || converter is ScalarConverter;
        return isCertain ? converter : OfHost(value) ?? converter;
    }

    /// <summary>Finds the converter of a value by its type alone.</summary>
    public static ValueConverter OfType(object value)
    {
        Type type = value.GetType();
        int slot = RuntimeHelpers.GetHashCode(type) & (RecentSize - 1);
        return Recent[slot] is { } recent && ReferenceEquals(recent.Type, type) ? recent.Converter : Find(type, slot);
    }

    /// <summary>Whether a value is a secret by its type.</summary>
    public static bool IsSecret(object value) => ReferenceEquals(Of(value), OpaqueConverter.Secret);

    /// <summary>Writes the value.</summary>
    public abstract void Write(JsonLine line, object value);

    /// <summary>The converter that writes the value's members; null when it has none.</summary>
    public virtual ObjectConverter? AsObject(object value) => null;

    private static ValueConverter Find(Type type, int slot)
    {
        TypeEntry found = ByType.GetValue(type, static type => new TypeEntry(type, ConverterTable.Find(type)));
        Recent[slot] = found;
        return found.Converter;
    }

    private static bool TryUnwrap(IValueAdapter[] adapters, ref object? value)
    {
        if (value is null)
            return false;
        foreach (IValueAdapter adapter in adapters)
        {
            if (!adapter.TryUnwrap(value, out object? unwrapped))
                continue;
            value = unwrapped;
            return true;
        }

        return false;
    }

    private static ValueConverter? OfHost(object value)
    {
        foreach (IValueAdapter adapter in ValueAdapters.All)
        {
            if (adapter.IsSecret(value))
                return OpaqueConverter.Secret;
            if (adapter.TryGetError(value, out ErrorDetails? details))
                return new ErrorDetailsConverter(details);
            if (adapter.TryGetMembers(value, out IEnumerable<ValueMember>? members))
                return new HostObjectConverter(members);
        }

        return null;
    }

    private sealed record TypeEntry(Type Type, ValueConverter Converter);
}

/// <summary>A type whose values have named members, as the data of a trade event must.</summary>
internal abstract class ObjectConverter : ValueConverter
{
    public sealed override void Write(JsonLine line, object value)
    {
        if (!line.TryOpen(value, '{'))
            return;
        WriteMembers(line, value);
        line.Close('}');
    }

    public override ObjectConverter? AsObject(object value) => this;

    /// <summary>Takes data out of its host's wrappers, and finds what writes its members.</summary>
    /// <param name="data">The data; null for none.</param>
    /// <param name="owner">What has the data, for the message: <c>a trade event</c>.</param>
    /// <exception cref="ArgumentException">The data is a single value or a list.</exception>
    public static ObjectConverter? Require(ref object? data, string owner)
    {
        data = Unwrap(data);
        return data is null ? null : Of(data).AsObject(data) ?? throw NoMembers(data, owner);
    }

    /// <summary>The error of data that is no object. It names no parameter: .NET would append it to a message that the
    /// user of a cmdlet reads.</summary>
    /// <param name="data">The data.</param>
    /// <param name="owner">What has the data.</param>
    public static ArgumentException NoMembers(object data, string owner) => new(
        $"The data of {owner} must have named members, and a {data.GetType()} has none. "
        + "Pass a dictionary or an object with properties.");

    /// <summary>Writes the members into the innermost object. What the code of a member throws is noted in its
    /// place.</summary>
    public abstract void WriteMembers(JsonLine line, object value);
}

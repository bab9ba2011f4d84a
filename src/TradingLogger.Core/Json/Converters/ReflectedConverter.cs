using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradingLogging.Json.Converters;

/// <summary>Objects of all other types: their public properties and fields.</summary>
internal sealed class ReflectedConverter(Type type) : ObjectConverter
{
    private readonly MemberReader[] _members = MemberFinder.Find(type);
    private readonly bool _hasTwins = MemberFinder.HasTwins(type);

    // Without members there is no event: its properties could only be written, or are references or indexers.
    public override ObjectConverter? AsObject(object value) => _members.Length == 0 ? null : this;

    public override void WriteMembers(JsonLine line, object value)
    {
        if (_hasTwins)
            line.CheckNames();
        foreach (MemberReader member in _members)
        {
            member.Write(line, value);
            if (line.IsFull)
                break;
        }
    }
}

/// <summary>Lists the public instance properties and fields of a type: those of the base class first, each class's in
/// the order of declaration. A hidden or overridden one is listed once, as the most derived class has it.</summary>
internal static class MemberFinder
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static MemberReader[] Find(Type type)
    {
        var readers = new List<MemberReader>();
        foreach (Type level in FromBase(type))
        {
            foreach (PropertyInfo property in level.GetProperties(Own).OrderBy(property => property.MetadataToken))
                Add(readers, TryRead(type, property));
            foreach (FieldInfo field in level.GetFields(Own).OrderBy(field => field.MetadataToken))
                Add(readers, IsReadable(field.FieldType) ? new FieldReader(field) : null);
        }

        return [.. readers];
    }

    /// <summary>Whether two members of a type have names that differ in case only.</summary>
    public static bool HasTwins(Type type)
    {
        MemberReader[] members = Find(type);
        return members.Select(member => member.Name).Distinct(
            StringComparer.OrdinalIgnoreCase).Count() < members.Length;
    }

    private static Stack<Type> FromBase(Type type)
    {
        var levels = new Stack<Type>();
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
            levels.Push(level);
        return levels;
    }

    private static void Add(List<MemberReader> readers, MemberReader? reader)
    {
        if (reader is null)
            return;
        int hidden = readers.FindIndex(other => string.Equals(other.Name, reader.Name, StringComparison.Ordinal));
        if (hidden < 0)
            readers.Add(reader);
        else
            readers[hidden] = reader;
    }

    private static MemberReader? TryRead(Type owner, PropertyInfo property)
    {
        MethodInfo? getter = property.GetGetMethod();
        if (getter is null || property.GetIndexParameters().Length > 0 || !IsReadable(property.PropertyType))
            return null;
        bool isPlain = IsPlain(getter);
        bool isForeign = !isPlain && UserCodeBudget.IsForeign(getter.DeclaringType!);
        Type value = property.PropertyType;
        if (owner.IsValueType)
            return Make(typeof(StructPropertyReader<,>), [owner, value], property.Name, getter, isForeign);
        Type declaring = property.DeclaringType!;
        if (!isPlain)
            return Make(typeof(PropertyReader<,>), [declaring, value], property.Name, getter, isForeign);
        return value == typeof(string)
            ? Make(typeof(FieldBackedTextReader<>), [declaring], property.Name, getter)
            : Make(typeof(FieldBackedReader<,>), [declaring, value], property.Name, getter);
    }

    private static MemberReader Make(Type reader, Type[] types, params object[] arguments) =>
        (MemberReader)Activator.CreateInstance(reader.MakeGenericType(types), arguments)!;

    // Getters that the compiler makes (automatic properties, records, anonymous types) return a field.
    private static bool IsPlain(MethodInfo getter) =>
        getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || getter.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    // Spans, references and pointers can neither be boxed nor be type arguments.
    private static bool IsReadable(Type type) =>
        !type.IsByRef && !type.IsPointer && !type.CustomAttributes.Any(IsByRefLike);

    private static bool IsByRefLike(CustomAttributeData attribute) =>
        attribute.AttributeType.FullName == "System.Runtime.CompilerServices.IsByRefLikeAttribute";
}

/// <summary>Writes an object of the core that lists its members itself.</summary>
internal sealed class MemberSourceConverter : ValueConverter
{
    private static readonly Members AsData = new(isData: true);
    private readonly Members _asValue = new(isData: false);

    public override void Write(JsonLine line, object value) => _asValue.Write(line, value);

    public override ObjectConverter? AsObject(object value) => AsData;

    /// <summary>What another event takes over of the data; null for data that is no event.</summary>
    /// <param name="data">The data.</param>
    /// <param name="converter">What writes its members.</param>
    public static EventCopy? CopyOf(object? data, ObjectConverter? converter) =>
        ReferenceEquals(converter, AsData) ? ((IMemberSource)data!).GetCopy() : null;

    /// <summary>Writes the members that an event takes over.</summary>
    public static void Write(JsonLine line, EventCopy copy) => WriteAll(line, copy.Members);

    private static void WriteAll(JsonLine line, IEnumerable<KeyValuePair<string, object?>> members)
    {
        line.CheckNames();
        foreach (KeyValuePair<string, object?> member in members)
        {
            line.Member(member.Key, member.Value);
            if (line.IsFull)
                break;
        }
    }

    private sealed class Members(bool isData) : ObjectConverter
    {
        public override void WriteMembers(JsonLine line, object value) =>
            WriteAll(line, ((IMemberSource)value).GetMembers(isData));
    }
}

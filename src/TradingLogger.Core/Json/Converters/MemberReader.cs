using System.Reflection;

namespace TradingLogging.Json.Converters;

/// <summary>Reads one member of an object and writes it.</summary>
internal abstract class MemberReader(string name)
{
    public string Name => name;

    /// <summary>Writes the member of an object. What its getter throws is noted in the value's place.</summary>
    public abstract void Write(JsonLine line, object owner);
}

/// <summary>Reads a property through a delegate of its exact type, without boxing.</summary>
/// <param name="name">The property.</param>
/// <param name="getter">Its getter.</param>
/// <param name="isForeign">Whether the getter does more than return a field, and so may be slow.</param>
internal sealed class PropertyReader<TOwner, TValue>(
    string name,
    MethodInfo getter,
    bool isForeign) : MemberReader(name)
    where TOwner : class
{
    private readonly Func<TOwner, TValue> _get = getter.CreateDelegate<Func<TOwner, TValue>>();

    public override void Write(JsonLine line, object owner)
    {
        if (isForeign && line.UserCodeBudget.IsUp)
        {
            line.MemberTooLate(Name);
            return;
        }

        TValue value;
        long begun = isForeign ? line.UserCodeBudget.Begin() : 0;
        try
        {
            // The converter with this reader is that of the owner's type.
            value = _get(System.Runtime.CompilerServices.Unsafe.As<TOwner>(owner));
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.MemberError(Name, error);
            return;
        }
        finally
        {
            if (isForeign)
                line.UserCodeBudget.Add(begun);
        }

        line.Member(Name, value);
    }
}

/// <summary>Reads a property whose getter only returns a field, and so neither fails nor takes time.</summary>
/// <inheritdoc cref="PropertyReader{TOwner, TValue}"/>
internal sealed class FieldBackedReader<TOwner, TValue>(string name, MethodInfo getter) : MemberReader(name)
    where TOwner : class
{
    private readonly Func<TOwner, TValue> _get = getter.CreateDelegate<Func<TOwner, TValue>>();

    public override void Write(JsonLine line, object owner) =>
        line.Member(Name, _get(System.Runtime.CompilerServices.Unsafe.As<TOwner>(owner)));
}

/// <summary>Reads a property whose getter only returns a field of type string.</summary>
/// <remarks>The code that the runtime shares among all classes of values would have to find out, for each value, that
/// it is a string.</remarks>
/// <inheritdoc cref="PropertyReader{TOwner, TValue}"/>
internal sealed class FieldBackedTextReader<TOwner>(string name, MethodInfo getter) : MemberReader(name)
    where TOwner : class
{
    private readonly Func<TOwner, string?> _get = getter.CreateDelegate<Func<TOwner, string?>>();

    public override void Write(JsonLine line, object owner) =>
        line.Member(Name, _get(System.Runtime.CompilerServices.Unsafe.As<TOwner>(owner)));
}

/// <summary>Reads a property of a struct.</summary>
/// <inheritdoc cref="PropertyReader{TOwner, TValue}"/>
internal sealed class StructPropertyReader<TOwner, TValue>(
    string name,
    MethodInfo getter,
    bool isForeign) : MemberReader(name)
    where TOwner : struct
{
    private readonly Getter _get = getter.CreateDelegate<Getter>();

    private delegate TValue Getter(ref TOwner owner);

    public override void Write(JsonLine line, object owner)
    {
        if (isForeign && line.UserCodeBudget.IsUp)
        {
            line.MemberTooLate(Name);
            return;
        }

        TValue value;
        long begun = isForeign ? line.UserCodeBudget.Begin() : 0;
        try
        {
            var copy = (TOwner)owner;
            value = _get(ref copy);
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.MemberError(Name, error);
            return;
        }
        finally
        {
            if (isForeign)
                line.UserCodeBudget.Add(begun);
        }

        line.Member(Name, value);
    }
}

/// <summary>Reads a public field, as value tuples have them.</summary>
internal sealed class FieldReader(FieldInfo field) : MemberReader(field.Name)
{
    public override void Write(JsonLine line, object owner) => line.Member(Name, field.GetValue(owner));
}

#if NET
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
#endif

namespace TradingLogging.Formatting;

/// <summary>Code that writes the members of one type, made for a type whose events come by the thousand: a call for each member
/// that the processor can foresee, where a loop has one call with many targets.</summary>
/// <remarks>Measured on an event of five members: 0.03 x the cost of one write(2) less. The only place where the two targets
/// differ in it: netstandard2.0 makes no code.</remarks>
internal static class CompiledMembers
{
#if NET
    private static readonly MethodInfo Member = typeof(JsonLine).GetMethods()
        .Single(method => method is { Name: nameof(JsonLine.Member), IsGenericMethodDefinition: true });

    private static readonly MethodInfo TextMember =
        typeof(JsonLine).GetMethod(nameof(JsonLine.Member), [typeof(string), typeof(string)])!;

    /// <summary>Makes the code.</summary>
    /// <param name="members">All members, in their order.</param>
    /// <returns>Null when a member takes more than giving back a field, or no code can be made here.</returns>
    public static Action<JsonLine, object>? TryCompile(MemberReader[] members)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || Array.Exists(members, member => member.PlainGetter is null))
            return null;
        var method = new DynamicMethod(
            "WriteMembers", null, [typeof(JsonLine), typeof(object)], typeof(JsonLine).Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        foreach (MemberReader member in members)
            Emit(code, member.Name, member.PlainGetter!);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<JsonLine, object>>();
    }

    private static void Emit(ILGenerator code, string name, MethodInfo getter)
    {
        Type type = getter.ReturnType;
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, name);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(getter.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, getter);
        code.Emit(OpCodes.Call, type == typeof(string) ? TextMember : Member.MakeGenericMethod(type));
    }
#else
    /// <summary>Makes no code.</summary>
    public static Action<JsonLine, object>? TryCompile(MemberReader[] members) => null;
#endif
}

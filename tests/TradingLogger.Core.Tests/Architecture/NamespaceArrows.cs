using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TradingLogging.Tests.Architecture;

/// <summary>Reads from a compiled assembly which of its namespaces uses which: signatures, bases, attributes and the
/// code of methods count, closures and iterators belong to the type that they were written in.</summary>
internal static class NamespaceArrows
{
    /// <summary>The arrows of an assembly between its own namespaces, each with one member that draws it.</summary>
    /// <param name="assemblyPath">The path of the dll.</param>
    /// <param name="root">The namespace that all of them begin with; it is left out of the names, and stands alone as
    /// an empty one.</param>
    /// <param name="placed">Folders of types that count as being elsewhere, by the names of the types; null for
    /// none.</param>
    public static SortedDictionary<(string From, string To), string> Read(
        string assemblyPath, string root, IReadOnlyDictionary<string, string>? placed = null)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        SortedDictionary<(string From, string To), string> arrows = [];
        foreach (TypeDefinition type in assembly.MainModule.GetTypes())
        {
            if (FolderOf(type, root, placed) is not { } from)
                continue;
            foreach ((TypeReference used, string member) in UsesOf(type))
            {
                if (FolderOf(used, root, placed) is { } to && to != from)
                    arrows.TryAdd((from, to), $"{member} uses {used.Name}");
            }
        }

        return arrows;
    }

    private static string? FolderOf(
        TypeReference type, string root, IReadOnlyDictionary<string, string>? placed)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is { } declaring)
            outermost = declaring;
        string name = outermost.Namespace;
        if (outermost.Scope is AssemblyNameReference || !name.StartsWith(root, StringComparison.Ordinal))
            return null;
        if (placed is not null && placed.TryGetValue(outermost.Name, out string? folder))
            return folder;
        return name.Length == root.Length ? "" : name[(root.Length + 1)..];
    }

    private static IEnumerable<(TypeReference Used, string Member)> UsesOf(TypeDefinition type)
    {
        IEnumerable<TypeReference?> ofType =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.GenericParameters
                .SelectMany(parameter => parameter.Constraints)
                .Select(limit => limit.ConstraintType),
        ];
        foreach (TypeReference used in ofType.SelectMany(Parts))
            yield return (used, type.Name);
        foreach (MethodDefinition method in type.Methods)
        {
            foreach (TypeReference used in UsesOf(method).SelectMany(Parts))
                yield return (used, $"{type.Name}.{method.Name}");
        }
    }

    private static IEnumerable<TypeReference?> UsesOf(MethodDefinition method)
    {
        IEnumerable<TypeReference?> ofSignature =
            [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        if (!method.HasBody)
            return ofSignature;
        return ofSignature
            .Concat(method.Body.Variables.Select(variable => variable.VariableType))
            .Concat(method.Body.Instructions.SelectMany(UsesOf));
    }

    private static IEnumerable<TypeReference?> UsesOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}

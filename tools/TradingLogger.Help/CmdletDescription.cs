using System.Management.Automation;

namespace TradingLogging.Help;

/// <summary>What the code and its XML comments say of a cmdlet.</summary>
/// <param name="Name">For example <c>Get-TradeEvent</c>.</param>
/// <param name="Synopsis">What the cmdlet does, in one sentence.</param>
/// <param name="ParameterSets">The parameter sets, as <c>Get-Command</c> gives them.</param>
/// <param name="Parameters">The parameters, without those that every cmdlet has.</param>
internal sealed record CmdletDescription(
    string Name,
    string Synopsis,
    IReadOnlyList<CommandParameterSetInfo> ParameterSets,
    IReadOnlyList<ParameterDescription> Parameters);

/// <summary>What the code and its XML comments say of a parameter.</summary>
/// <param name="Info">The parameter as its first parameter set has it.</param>
/// <param name="IsRequired">Whether every parameter set that has the parameter demands it.</param>
/// <param name="Text">The meaning, one paragraph a string.</param>
/// <param name="Default">The value without an argument, or <c>None</c>.</param>
internal sealed record ParameterDescription(
    CommandParameterInfo Info,
    bool IsRequired,
    IReadOnlyList<string> Text,
    string Default)
{
    /// <summary>The name without the dash.</summary>
    public string Name => Info.Name;

    /// <summary>Whether the parameter takes no argument.</summary>
    public bool IsSwitch => Type == typeof(SwitchParameter);

    /// <summary>The name of the type of an argument.</summary>
    public string TypeName => Type.Name;

    /// <summary>Whether an argument may hold wildcards.</summary>
    public bool TakesWildcards => Info.Attributes.OfType<SupportsWildcardsAttribute>().Any();

    /// <summary>The values to choose from; empty when there is no such list.</summary>
    public IReadOnlyList<string> Values =>
        Info.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues]
        : Type.IsEnum ? Enum.GetNames(Type)
        : Info.Attributes.Select(ValuesOf).FirstOrDefault(values => values is not null) ?? [];

    // A transformation of the module says by this property what it takes.
    private static IReadOnlyList<string>? ValuesOf(Attribute attribute) =>
        attribute.GetType().GetProperty("Values")?.GetValue(attribute) as IReadOnlyList<string>;

    private Type Type => Nullable.GetUnderlyingType(Info.ParameterType) ?? Info.ParameterType;
}

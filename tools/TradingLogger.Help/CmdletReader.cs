using System.Management.Automation;
using System.Reflection;
using TradingLogging.Configuration.Settings;

namespace TradingLogging.Help;

/// <summary>Describes the cmdlets of the module from its assembly, its XML comments and the table of the
/// settings.</summary>
internal sealed class CmdletReader(Assembly module, XmlComments comments)
{
    private const string SettingsCmdlet = "Initialize-TradingLogger";

    /// <summary>Describes all cmdlets in the order of their names.</summary>
    /// <exception cref="HelpException">A cmdlet or a parameter has no text.</exception>
    public IReadOnlyList<CmdletDescription> Read() =>
        [.. module.GetExportedTypes()
            .Select(type => (Type: type, Attribute: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(cmdlet => cmdlet.Attribute is not null)
            .Select(cmdlet => Describe(cmdlet.Type, $"{cmdlet.Attribute!.VerbName}-{cmdlet.Attribute.NounName}"))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    private CmdletDescription Describe(Type type, string name)
    {
        var sets = new CmdletInfo(name, type).ParameterSets;
        object instance = Activator.CreateInstance(type)!;
        ParameterDescription[] parameters =
            [
                .. sets
                    .SelectMany(OwnParameters)
                    .GroupBy(parameter => parameter.Name)
                    .Select(group => Describe(name, instance, [.. group])),
            ];
        (instance as IDisposable)?.Dispose();
        return new CmdletDescription(name, Required(comments.Summary(type), name)[0], sets, parameters);
    }

    /// <summary>The parameters of a set that not every cmdlet has.</summary>
    public static IEnumerable<CommandParameterInfo> OwnParameters(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    private ParameterDescription Describe(string cmdlet, object instance, CommandParameterInfo[] inSets)
    {
        string name = inSets[0].Name;
        LoggingSetting? setting = cmdlet == SettingsCmdlet
            ? LoggingSettings.All.FirstOrDefault(setting => setting.PropertyName == name)
            : null;
        return new ParameterDescription(
            inSets[0],
            inSets.All(parameter => parameter.IsMandatory),
            Required(Text(instance.GetType(), name, setting), $"{cmdlet} -{name}"),
            Default(instance, name, setting));
    }

    private IReadOnlyList<string> Text(Type cmdlet, string parameter, LoggingSetting? setting)
    {
        if (parameter is "WhatIf")
            return ["Shows what would be done, and does nothing."];
        if (parameter is "Confirm")
            return ["Asks before anything is done."];
        Type declaring = cmdlet.GetProperty(parameter)!.DeclaringType!;
        IReadOnlyList<string> summary = setting is null
            ? comments.Summary(declaring, parameter)
            : [SettingsTable.Text(setting)];
        return [.. summary, .. comments.Remarks(declaring, parameter)];
    }

    // A number that is 0 or a list that is empty stands for an argument that was not given.
    private static string Default(object cmdlet, string parameter, LoggingSetting? setting)
    {
        if (setting is not null)
            return setting.DefaultText.Length == 0 ? "None" : setting.DefaultText;
        return cmdlet.GetType().GetProperty(parameter)?.GetValue(cmdlet) switch
        {
            string { Length: > 0 } text => text,
            SwitchParameter => "False",
            Enum value => value.ToString(),
            _ => "None",
        };
    }

    private static IReadOnlyList<string> Required(IReadOnlyList<string> text, string subject) =>
        text.Count > 0 ? text : throw new HelpException($"{subject} has no XML comment.");
}

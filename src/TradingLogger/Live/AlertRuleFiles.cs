using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell.Live;

/// <summary>Reads rules of alerts from files of JSON and of PowerShell data, and from tables.</summary>
internal static class AlertRuleFiles
{
    private const string DataFile = ".psd1";
    private const string Rules = "Rules";

    /// <summary>Reads the rules of a file.</summary>
    /// <exception cref="ConfigurationException">The file does not hold rules, or one is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<AlertRule> Read(string path) =>
        string.Equals(Path.GetExtension(path), DataFile, StringComparison.OrdinalIgnoreCase)
            ? AlertRuleFile.FromTables(TablesOf(path), path)
            : AlertRuleFile.Read(path);

    /// <summary>The names and values of a table, or of an object that has been in a job or in a file.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> TableOf(object value) =>
        ArgumentValue.Of(value) is IDictionary table
            ? [.. table.Cast<DictionaryEntry>().Select(entry => Pair($"{entry.Key}", entry.Value))]
            :
            [
                .. PSObject.AsPSObject(value).Properties
                    .Where(property =>
                        property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property
                        && property.Value is not null
                        && !ObjectMembers.IsNoise(property.Name))
                    .Select(property => Pair(property.Name, property.Value)),
            ];

    private static KeyValuePair<string, object?> Pair(string name, object? value) => new(name, ValueOf(value));

    // What a copy has for an enum is a number with a text.
    private static object? ValueOf(object? value) => value switch
    {
        PSObject { BaseObject: int } copy when copy.TypeNames.Contains("Deserialized.System.Enum") => copy.ToString(),
        PSObject wrapper => ValueOf(wrapper.BaseObject is PSCustomObject ? wrapper.ToString() : wrapper.BaseObject),
        string or IDictionary => value,
        IEnumerable list => list.Cast<object?>().Select(ValueOf).ToArray(),
        _ => value,
    };

    private static List<IReadOnlyList<KeyValuePair<string, object?>>> TablesOf(string path)
    {
        ScriptBlockAst script = Parser.ParseInput(TextOf(path), out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw new ConfigurationException(
                $"The file {path} is no PowerShell data: {errors[0].Message}", path, errors[0].Extent.StartLineNumber);
        }

        object? content = OnlyTableOf(script, path) is { } table ? ValueOfData(table, path) : null;
        object? rules = content is IDictionary all && all.Count == 1 && all.Contains(Rules) ? all[Rules] : null;
        object?[] list = rules switch
        {
            object?[] several => several,
            null => [],
            _ => [rules],
        };
        if (list.Length == 0 || !Array.TrueForAll(list, one => ArgumentValue.Of(one) is IDictionary))
        {
            throw new ConfigurationException(
                $"The file {path} holds no rules. Give a table whose {Rules} are tables: @{{ {Rules} = @(@{{ Name ="
                + " 'rejects'; Kind = 'Count' }) }.",
                path);
        }

        return [.. list.Select(one => TableOf(one!))];
    }

    // The marks of UTF-8 and UTF-16 are known: Windows PowerShell writes both.
    private static string TextOf(string path)
    {
        try
        {
            using var reader = new StreamReader(
                path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException exception)
        {
            throw new ConfigurationException(
                $"The file {path} is no valid UTF-8. Save it as UTF-8.", path, innerException: exception);
        }
    }

    // What stands beside the table would not be read: rules would be missing without a word.
    private static HashtableAst? OnlyTableOf(ScriptBlockAst script, string path)
    {
        bool isPlain = script.ParamBlock is null && script.EndBlock is { Unnamed: true, Traps: null };
        if (isPlain && script.EndBlock!.Statements is { Count: <= 1 } statements)
            return statements.Count == 0 ? null : (statements[0] as PipelineAst)?.GetPureExpression() as HashtableAst;
        throw new ConfigurationException(
            $"The file {path} has more than one table. Put all rules into one: @{{ {Rules} = @(@{{ ... }}, @{{ ... }})"
            + " }.",
            path);
    }

    private static object ValueOfData(Ast table, string path)
    {
        try
        {
            return table.SafeGetValue();
        }
        catch (InvalidOperationException exception)
        {
            throw new ConfigurationException(
                $"The file {path} has more than data: {exception.Message}", path, innerException: exception);
        }
    }
}

/// <summary>Takes rules, tables of their properties, copies out of a job, and paths of files of rules.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AlertRuleArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            object? value = ArgumentValue.Of(inputData);
            return value is IEnumerable list and not (string or IDictionary)
                ? list.Cast<object?>().SelectMany(one => RulesOf(engineIntrinsics, one)).ToArray()
                : RulesOf(engineIntrinsics, inputData).ToArray();
        }
        catch (Exception exception) when (
            exception is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            throw ArgumentValue.Invalid(exception.Message);
        }
    }

    private static IReadOnlyList<AlertRule> RulesOf(EngineIntrinsics engine, object? value) =>
        ArgumentValue.Of(value) switch
        {
            null => throw new ConfigurationException("A rule must not be null."),
            AlertRule rule => [rule],
            string path => AlertRuleFiles.Read(
                engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)),
            _ => AlertRuleFile.FromTables([AlertRuleFiles.TableOf(value!)]),
        };
}

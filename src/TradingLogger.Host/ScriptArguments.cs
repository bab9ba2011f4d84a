using System.Management.Automation.Runspaces;

namespace TradingLogging.ScriptHost;

/// <summary>Turns the process's arguments into a script's parameters, as <c>pwsh -File</c> does.</summary>
/// <remarks>Beyond it, <c>--</c> ends the names: what follows is a value even when it begins with a dash.</remarks>
internal static class ScriptArguments
{
    private const string EndOfNames = "--";

    /// <summary>Parses the arguments behind the script's path.</summary>
    /// <param name="arguments">The arguments, as the shell split them.</param>
    /// <returns>The parameters in the same order. A name keeps its dash: the engine then decides by the script's
    /// own parameters whether the next value belongs to it.</returns>
    public static IReadOnlyList<CommandParameter> Parse(ReadOnlySpan<string> arguments)
    {
        var parameters = new List<CommandParameter>(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == EndOfNames)
            {
                foreach (var value in arguments[(i + 1)..])
                    parameters.Add(Value(value));
                break;
            }

            if (!IsName(arguments[i]))
                parameters.Add(Value(arguments[i]));
            else if (arguments[i].EndsWith(':') && i + 1 < arguments.Length)
                parameters.Add(new CommandParameter(arguments[i].TrimEnd(':'), arguments[++i]));
            else
                parameters.Add(Name(arguments[i]));
        }

        return parameters;
    }

    private static CommandParameter Name(string argument)
    {
        var colon = argument.IndexOf(':');
        if (colon < 0 || colon == argument.Length - 1)
            return new CommandParameter(argument.TrimEnd(':'));

        var value = argument[(colon + 1)..];
        return new CommandParameter(argument[..colon], IsBoolean(value, out var boolean) ? boolean : value);
    }

    private static CommandParameter Value(string value) => new(null, value);

    // PowerShell takes the dashes a word processor makes of a hyphen as well.
    private static bool IsName(string argument) =>
        argument.Length > 1 && argument[0] is '-' or '\u2013' or '\u2014' or '\u2015';

    private static bool IsBoolean(string value, out bool boolean) => bool.TryParse(value.TrimStart('$'), out boolean);
}

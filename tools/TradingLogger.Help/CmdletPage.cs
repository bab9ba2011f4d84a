using System.Text;

namespace TradingLogging.Help;

/// <summary>Writes what the code knows into the page of a cmdlet: synopsis, syntax and parameters.</summary>
internal static class CmdletPage
{
    private const int LineLength = 110;

    /// <summary>Gives the page with these three parts as the code has them; the others are written by hand.</summary>
    public static string Refresh(string page, CmdletDescription cmdlet) => Page.Parse(page)
        .With(cmdlet.Name, cmdlet.Synopsis)
        .With("Syntax", Syntax(cmdlet))
        .With(
            "Parameters",
            string.Join(
                "\n\n",
                cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(Parameter)))
        .ToString();

    private static string Syntax(CmdletDescription cmdlet) =>
        $"```powershell\n{string.Join("\n\n", cmdlet.ParameterSets.Select(set => Wrap($"{cmdlet.Name} {set}")))}\n```";

    // A line ends before a parameter, never between a parameter and its argument.
    private static string Wrap(string line)
    {
        var wrapped = new StringBuilder();
        int column = 0;
        foreach (string word in line.Replace(" [", "\n[", StringComparison.Ordinal)
            .Replace(" -", "\n-", StringComparison.Ordinal)
            .Split('\n'))
        {
            if (column > 0 && column + 1 + word.Length > LineLength)
            {
                wrapped.Append("\n    ");
                column = 4;
            }
            else if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.ToString();
    }

    private static string Parameter(ParameterDescription parameter) =>
        $"### -{parameter.Name}\n\n{string.Join("\n\n", parameter.Text)}\n\n{string.Join("; ", Facts(parameter))}.";

    private static IEnumerable<string> Facts(ParameterDescription parameter)
    {
        yield return $"Type: `{parameter.TypeName}`";
        if (parameter.IsRequired)
            yield return "required";
        if (parameter.Info.Position >= 0)
            yield return $"position {parameter.Info.Position}";
        if (parameter.Info.ValueFromPipeline)
        {
            yield return "from the pipeline"
                + (parameter.Info.ValueFromPipelineByPropertyName ? ", also by property name" : "");
        }
        else if (parameter.Info.ValueFromPipelineByPropertyName)
        {
            yield return "from the pipeline by property name";
        }

        if (parameter.TakesWildcards)
            yield return "wildcards are allowed";
        if (parameter.Info.Aliases.Count > 0)
            yield return "also called " + string.Join(", ", parameter.Info.Aliases.Select(alias => $"`-{alias}`"));
        if (parameter.Values.Count > 0)
            yield return "one of " + string.Join(", ", parameter.Values.Select(value => $"`{value}`"));
        if (parameter is { IsSwitch: false, Default: not "None" })
            yield return $"default `{parameter.Default}`";
    }
}

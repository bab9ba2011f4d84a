using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;
using TradingLogging.Configuration.Settings;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

public sealed class HelpTests(HelpTests.ImportedModule module) : IClassFixture<HelpTests.ImportedModule>
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private const string HelpFolder = "module/bin/net10.0/en-US/";

    private static readonly XElement[] Topics =
        [
            .. XDocument.Load(RepositoryRoot.File(HelpFolder + "TradingLogger.dll-Help.xml")).Root!.Elements(
                Command + "command"),
        ];

    public static TheoryData<string> Cmdlets => [.. Topics.Select(Name)];

    public static TheoryData<string, string> Examples => [.. Topics.SelectMany(topic =>
        topic.Descendants(Command + "example").Select(example => (Name(topic), example.Element(Dev + "code")!.Value)))];

    [Fact]
    public void Every_cmdlet_has_help()
    {
        Assert.Equal(
            Topics.Select(Name).Order(),
            module.Session.Invoke("(Get-Command -Module TradingLogger).Name").Values.Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_topic_has_a_synopsis_a_description_and_two_examples_at_least(string cmdlet)
    {
        var topic = Topic(cmdlet);

        Assert.NotEmpty(topic.Element(Command + "details")!.Element(Maml + "description")!.Value.Trim());
        Assert.NotEmpty(topic.Element(Maml + "description")!.Value.Trim());
        Assert.InRange(topic.Descendants(Command + "example").Count(), 2, 10);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described_and_no_other(string cmdlet)
    {
        var expected = OwnParameters(Info(cmdlet).ParameterSets.SelectMany(set => set.Parameters))
            .Select(parameter => parameter.Name)
            .Distinct();

        var described = Topic(cmdlet).Element(Command + "parameters")!.Elements().ToArray();

        Assert.Equal(expected.Order(), described.Select(ParameterName).Order());
        Assert.All(described, parameter => Assert.NotEmpty(parameter.Element(Maml + "description")!.Value.Trim()));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_is_that_of_the_parameter_sets(string cmdlet)
    {
        var expected = Info(cmdlet).ParameterSets
            .Select(set => string.Join(", ", OwnParameters(set.Parameters).Select(Signature).Order()));

        var documented = Topic(cmdlet).Element(Command + "syntax")!.Elements()
            .Select(set => string.Join(", ", set.Elements(Command + "parameter").Select(Signature).Order()));

        Assert.Equal(expected.Order(), documented.Order());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs(string cmdlet, string code)
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.Copy(RepositoryRoot.File("configs/trading_config.ini"), session.File("configs/trading_config.ini"));
        // A column that -Map names must be there.
        string columns = code.Contains("Clearing fee", StringComparison.Ordinal)
            ? "Date,Time,execution_id,symbol,side,quantity,price,Fee,Clearing fee"
            : "timestamp,action,execution_id,symbol,side,quantity,price,fee";
        File.WriteAllText(session.File("fills.csv"), columns + "\n");
        session.Invoke("Initialize-TradingLogger -NoConsole; Write-TradeEvent SESSION_STARTED").Succeeded();
        using var receiver = new EventReceiver();

        var result = session.Invoke(receiver.In(code)).Succeeded();

        Assert.Contains(cmdlet == "New-TradingLogger" ? "TradingLog" : cmdlet, code, StringComparison.Ordinal);
        // A log of one event says nothing of what is usual.
        string told = cmdlet == "Find-TradeAnomaly" ? "Not judged" : "deprecated";
        Assert.All(result.Warnings, warning => Assert.Contains(told, warning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_about_topic_names_every_setting_and_its_default()
    {
        var about = File.ReadAllText(RepositoryRoot.File(HelpFolder + "about_TradingLogger.help.txt"));

        Assert.All(LoggingSettings.All, setting =>
        {
            string shown = setting.DefaultText.Length == 0 ? @"\(none\)" : setting.DefaultText;
            Assert.Matches($@"\n    {setting.Key} +-{setting.PropertyName} +{shown}\n", about);
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Its_online_version_is_the_page_of_the_cmdlet(string cmdlet)
    {
        var address = (string)module.Session
            .Invoke($"(Get-Help {cmdlet}).relatedLinks.navigationLink[0].uri")
            .Values
            .Single();

        Assert.EndsWith($"/docs/en-US/{cmdlet}.md", address, StringComparison.Ordinal);
        Assert.True(File.Exists(RepositoryRoot.File($"docs/en-US/{cmdlet}.md")));
    }

    private static string Name(XElement topic) => topic.Element(Command + "details")!.Element(Command + "name")!.Value;

    private static XElement Topic(string cmdlet) => Topics.Single(topic => Name(topic) == cmdlet);

    private static string ParameterName(XElement parameter) => parameter.Element(Maml + "name")!.Value;

    private CommandInfo Info(string cmdlet) =>
        (CommandInfo)module.Session.Invoke($"Get-Command {cmdlet}").Values.Single();

    private static IEnumerable<CommandParameterInfo> OwnParameters(IEnumerable<CommandParameterInfo> parameters) =>
        parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    private static bool TakesPipeline(CommandParameterInfo parameter) =>
        parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName;

    private static string Signature(CommandParameterInfo parameter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{parameter.Name} {(parameter.IsMandatory ? "required" : "optional")} "
            + $"{(parameter.Position < 0 ? "named" : parameter.Position)} "
            + $"{(TakesPipeline(parameter) ? "pipeline" : "-")}");

    private static string Signature(XElement parameter)
    {
        string Attribute(string name) => parameter.Attribute(name)!.Value;
        return $"{ParameterName(parameter)} {(Attribute("required") == "true" ? "required" : "optional")} "
            + $"{Attribute("position")} "
            + $"{(Attribute("pipelineInput").StartsWith("True", StringComparison.Ordinal) ? "pipeline" : "-")}";
    }

    /// <summary>One import for all that only look at the cmdlets.</summary>
    public sealed class ImportedModule : IDisposable
    {
        public PowerShellSession Session { get; } = new();

        public void Dispose() => Session.Dispose();
    }
}

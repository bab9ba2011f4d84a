using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class ExampleTests
{
    private static readonly string[] Results = ["text", "log", "json"];

    // HelpTests runs the examples of the help pages.
    public static TheoryData<string> Documents =>
    [
        .. Document.Names.Where(name => !name.StartsWith("docs/en-US", StringComparison.Ordinal))
            .Where(name => Document.Load(name).Blocks.Any(block => block.Language == "powershell")),
    ];

    // In one session and in their order: an example may stand on the one before it.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_example_runs_and_gives_what_stands_below_it(string name)
    {
        var blocks = Document.Load(name).Blocks;
        using var session = new PowerShellSession();
        using var receiver = new EventReceiver();
        Directory.CreateDirectory(session.File("configs"));
        File.Copy(RepositoryRoot.File("configs/trading_config.ini"), session.File("configs/trading_config.ini"));

        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Language != "powershell")
                continue;

            var result = i + 1 < blocks.Count ? blocks[i + 1] : null;
            bool isShown = result is not null && Results.Contains(result.Language);
            Run(session, receiver, name, blocks[i], isShown ? result : null);
        }
    }

    [Fact]
    public void The_README_names_every_cmdlet_and_no_other()
    {
        using var session = new PowerShellSession();

        var cmdlets = session.Invoke("(Get-Module TradingLogger).ExportedCmdlets.Keys").Values.Cast<string>();
        var named = CmdletName().Matches(Document.Readme.Part("cmdlets")).Select(match => match.Groups["name"].Value);

        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_commands_of_the_start_name_what_exists()
    {
        var commands = Document.Readme.Block("console").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            ["dotnet run --project src/TradingLogger.Host -- samples/trading-session.ps1", "dotnet test"],
            commands);
        Assert.True(File.Exists(RepositoryRoot.File("src/TradingLogger.Host/TradingLogger.Host.csproj")));
        Assert.True(File.Exists(RepositoryRoot.File("samples/trading-session.ps1")));
    }

    [Fact]
    public void The_example_for_pwsh_runs()
    {
        var example = Document.Readme.Block("pwsh").Text;
        // The checkout has been built: otherwise this test would not run.
        Assert.StartsWith("dotnet build\n", example, StringComparison.Ordinal);

        var result = HostProcess.Run(
            ["-Command", "$ErrorActionPreference = 'Stop'\n" + example["dotnet build\n".Length..]],
            RepositoryRoot.Directory);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains("Trading system stopping", result.StandardOutput, StringComparison.Ordinal);
    }

    private static void Run(
        PowerShellSession session, EventReceiver receiver, string name, MarkdownBlock example, MarkdownBlock? expected)
    {
        var tradesBefore = Lines(session, "trades.log").Length;
        var recordsBefore = Lines(session, "trading.log").Length;

        // The session has imported the module that was built beside these tests.
        var result = session.Invoke(
            receiver.In(example.Text).Replace("Import-Module TradingLogger\n", "", StringComparison.Ordinal));
        var error = result.Failure ?? result.Errors.FirstOrDefault();
        Assert.True(error is null, $"{name} line {example.Line}: {error}");
        if (expected is null)
            return;

        IEnumerable<string> actual = expected.Language switch
        {
            "json" => Lines(session, "trades.log")[tradesBefore..],
            "log" => Lines(session, "trading.log")[recordsBefore..],
            _ => result.InformationText,
        };
        Assert.Equal(
            $"{name} line {expected.Line}:\n" + TimelessText.Of(expected.Text),
            $"{name} line {expected.Line}:\n" + TimelessText.Of(string.Concat(actual.Select(line => line + "\n"))));
    }

    private static string[] Lines(PowerShellSession session, string log)
    {
        var path = session.File(Path.Combine("logs", log));
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+-[A-Z][A-Za-z]+)`")]
    private static partial Regex CmdletName();
}

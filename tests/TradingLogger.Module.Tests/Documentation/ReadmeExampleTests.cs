using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class ReadmeExampleTests
{
    private static readonly string[] Results = ["text", "log", "json"];

    // In one session and in their order: an example may stand on the one before it.
    [Fact]
    public void Every_example_runs_and_gives_what_stands_below_it()
    {
        using var session = new PowerShellSession();
        Directory.CreateDirectory(session.File("configs"));
        File.Copy(RepositoryRoot.File("configs/trading_config.ini"), session.File("configs/trading_config.ini"));

        var examples = 0;
        for (var i = 0; i < Readme.Blocks.Count; i++)
        {
            if (Readme.Blocks[i].Language != "powershell")
                continue;

            examples++;
            var result = i + 1 < Readme.Blocks.Count ? Readme.Blocks[i + 1] : null;
            Run(session, Readme.Blocks[i], result is not null && Results.Contains(result.Language) ? result : null);
        }

        Assert.InRange(examples, 8, 100);
    }

    [Fact]
    public void Every_cmdlet_has_an_example()
    {
        using var session = new PowerShellSession();
        var examples = string.Concat(Readme.Blocks.Where(block => block.Language == "powershell").Select(block => block.Text));

        var cmdlets = session.Invoke("(Get-Module TradingLogger).ExportedCmdlets.Keys").Values.Cast<string>().ToArray();

        Assert.NotEmpty(cmdlets);
        Assert.All(cmdlets, cmdlet => Assert.Contains(cmdlet, examples, StringComparison.Ordinal));
    }

    [Fact]
    public void The_commands_of_the_start_name_what_exists()
    {
        var commands = Readme.Block("console").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["dotnet run --project src/TradingLogger.Host -- samples/trading-session.ps1", "dotnet test"], commands);
        Assert.True(File.Exists(RepositoryRoot.File("src/TradingLogger.Host/TradingLogger.Host.csproj")));
        Assert.True(File.Exists(RepositoryRoot.File("samples/trading-session.ps1")));
    }

    [Fact]
    public void The_example_for_pwsh_runs()
    {
        var example = Readme.Block("pwsh").Text;
        // The checkout has been built: otherwise this test would not run.
        Assert.StartsWith("dotnet build\n", example, StringComparison.Ordinal);

        var result = HostProcess.Run(
            ["-Command", "$ErrorActionPreference = 'Stop'\n" + example["dotnet build\n".Length..]], RepositoryRoot.Directory);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains("Trading system stopping", result.StandardOutput, StringComparison.Ordinal);
    }

    private static void Run(PowerShellSession session, MarkdownBlock example, MarkdownBlock? expected)
    {
        var tradesBefore = Lines(session, "trades.log").Length;
        var recordsBefore = Lines(session, "trading.log").Length;

        var result = session.Invoke(example.Text);
        var error = result.Failure ?? result.Errors.FirstOrDefault();
        Assert.True(error is null, $"README.md line {example.Line}: {error}");
        if (expected is null)
            return;

        IEnumerable<string> actual = expected.Language switch
        {
            "json" => Lines(session, "trades.log")[tradesBefore..],
            "log" => Lines(session, "trading.log")[recordsBefore..],
            _ => result.InformationText,
        };
        Assert.Equal(
            $"README.md line {expected.Line}:\n" + TimelessText.Of(expected.Text),
            $"README.md line {expected.Line}:\n" + TimelessText.Of(string.Concat(actual.Select(line => line + "\n"))));
    }

    private static string[] Lines(PowerShellSession session, string log)
    {
        var path = session.File(Path.Combine("logs", log));
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }
}

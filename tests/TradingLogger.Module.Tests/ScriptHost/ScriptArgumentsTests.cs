using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class ScriptArgumentsTests
{
    private const string Script = """
        param([string] $Name, [switch] $Fast, [Parameter(ValueFromRemainingArguments)] [string[]] $Rest)
        "$Name/$Fast/$($Rest -join ',')"
        """;

    // Apart from the rows with --, which pwsh refuses, each was compared with pwsh -File.
    [Theory]
    [InlineData("x/False/", "-Name", "x")]
    [InlineData("x/False/", "-name:x")]
    [InlineData("x/False/", "-Name:", "x")]
    [InlineData("x/False/", "x")]
    [InlineData("x/False/y", "x", "y")]
    [InlineData("x/True/y", "-Fast", "x", "y")]
    [InlineData("x/True/", "-Fast:$true", "x")]
    [InlineData("x/False/", "-Fast:$false", "x")]
    [InlineData("x/False/", "-Fast:false", "x")]
    [InlineData("-5/False/", "-Name", "-5")]
    [InlineData("x/True/", "\u2013Name", "x", "\u2014Fast")]
    [InlineData("a b/False/", "-Name", "a b")]
    [InlineData("c:/d/False/", "-Name", "c:/d")]
    [InlineData("/False/y", "", "y")]
    [InlineData("-/False/", "-")]
    [InlineData("x/False/-Fast,y", "x", "--", "-Fast", "y")]
    [InlineData("-Name/False/--", "--", "-Name", "--")]
    public void Arguments_are_bound_as_pwsh_binds_them(string expected, params string[] arguments)
    {
        using var session = new PowerShellSession();
        using var pipeline = session.Runspace.CreatePipeline();
        pipeline.Commands.AddScript(Script);
        foreach (var parameter in TradingLogging.ScriptHost.ScriptArguments.Parse(arguments))
            pipeline.Commands[0].Parameters.Add(parameter);

        Assert.Equal(expected, Assert.Single(pipeline.Invoke()).BaseObject);
    }

    [Fact]
    public void A_script_without_parameters_gets_its_arguments_in_args()
    {
        var result = HostProcess.RunScript("$args -join ','", ["-a", "1", "-b:2", "", "--", "-c"]);

        Assert.Equal(["-a,1,-b,2,,-c"], result.OutputLines);
    }
}

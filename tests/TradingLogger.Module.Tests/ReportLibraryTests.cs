using TradingLogging.PowerShell.Reporting;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

public sealed class ReportLibraryTests
{
    [Fact]
    public void Importing_and_logging_load_no_library_of_reports_and_a_report_loads_them_apart()
    {
        const string Loaded = """
            @([System.AppDomain]::CurrentDomain.GetAssemblies() |
                ForEach-Object { $_.GetName().Name } |
                Where-Object { $_ -in 'TradingLogger.Reports', 'OxyPlot', 'Parquet' }).Count
            """;

        HostResult result = HostProcess.RunScript($$"""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            Write-TradeEvent ORDER_PLACED @{ order_id = 'a1' }
            $null = Measure-TradeActivity
            {{Loaded}}
            Export-TradeReport -DestinationPath day.html
            Export-TradeReport -DestinationPath day.parquet
            {{Loaded}}
            @([System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies |
                Where-Object { $_.GetName().Name -in 'OxyPlot', 'Parquet' }).Count
            """);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(["0", "3", "0"], result.OutputLines);
    }

    [Fact]
    public void On_dotnet_10_the_folder_of_reports_has_all_that_reports_need_and_not_the_core()
    {
        string[] files =
        [
            .. Directory.GetFiles(RepositoryRoot.File("module/bin/net10.0/reports"), "*.dll")
                .Select(Path.GetFileName)
                .OfType<string>(),
        ];

        Assert.Superset(
            new HashSet<string> { "TradingLogger.Reports.dll", "OxyPlot.dll", "Parquet.dll" },
            files.ToHashSet());
        Assert.DoesNotContain("TradingLogger.Core.dll", files);
    }

    [Fact]
    public void A_missing_library_is_an_error_that_says_what_to_do()
    {
        var exception = Assert.Throws<ReportLibraryException>(() => ReportLibrary.LoadWriter("/no/such.dll"));

        Assert.Equal(
            "Reports are written by '/no/such.dll', which is missing. Install the module again; "
                + "in a checkout run 'dotnet build src/TradingLogger'.",
            exception.Message);
    }

    [Fact]
    public void A_library_that_is_none_is_an_error()
    {
        using var directory = new TemporaryDirectory();

        var exception = Assert.Throws<ReportLibraryException>(
            () => ReportLibrary.LoadWriter(directory.Write("TradingLogger.Reports.dll", "no assembly")));

        Assert.Contains("does not load: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("ReportLibraryMissing", ReportErrors.LibraryMissing(exception).FullyQualifiedErrorId);
    }
}

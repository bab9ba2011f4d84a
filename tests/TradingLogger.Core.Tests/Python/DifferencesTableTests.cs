using System.Reflection;
using System.Text.RegularExpressions;
using TradingLogging.Tests.Configuration;
using Xunit;
using Xunit.v3;

namespace TradingLogging.Tests.Python;

public sealed partial class DifferencesTableTests
{
    private const int Columns = 5;

    private static string[][] Rows { get; } =
    [
        .. File.ReadLines(RepositoryFile.PathOf("docs/differences-from-python.md"))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    private static string[] NamedTests { get; } = [.. Rows.Select(row => QuotedTest().Match(row[^1]).Groups[1].Value)];

    [Fact]
    public void Every_row_says_what_Python_does_what_this_does_and_why() => Assert.All(Rows, row =>
    {
        Assert.Equal(Columns, row.Length);
        Assert.All(row, Assert.NotEmpty);
    });

    [Fact]
    public void Every_row_names_a_test_that_exists() =>
        Assert.All(NamedTests, name => Assert.Contains(name, TestsOf(_ => true)));

    [Fact]
    public void Every_test_of_a_difference_stands_in_one_row() => Assert.Equal(
        TestsOf(type => type.Name.EndsWith("DifferencesTests", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        NamedTests.Order(StringComparer.Ordinal));

    private static string[] TestsOf(Func<Type, bool> isMeant) =>
    [
        .. from type in typeof(DifferencesTableTests).Assembly.GetTypes().Where(isMeant)
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
           where method.GetCustomAttributes().Any(attribute => attribute is IFactAttribute)
           select $"{type.Name}.{method.Name}",
    ];

    [GeneratedRegex("^`([^`]+)`$")]
    private static partial Regex QuotedTest();
}

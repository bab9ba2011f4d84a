using System.Management.Automation;
using System.Reflection;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

/// <summary>A number is seconds for every parameter that is a duration, and never ticks.</summary>
public sealed class DurationTests
{
    [Fact]
    public void Every_duration_is_given_as_seconds_or_with_a_unit() => Assert.All(
        typeof(SecondsArgumentAttribute).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(ParameterAttribute))
                && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(TimeSpan)),
        property => Assert.True(
            property.IsDefined(typeof(SecondsArgumentAttribute)), $"{property.DeclaringType}.{property.Name}"));

    [Theory]
    [InlineData("7d", 1)]
    [InlineData("7200", 1)]
    [InlineData("3", 0)]
    public void How_far_a_log_is_read_back_is_such_a_duration(string lookBack, int positions)
    {
        using var session = new PowerShellSession();
        File.WriteAllText(
            session.File("trades.log"),
            """
            {"timestamp": "2025-12-18T09:00:00Z", "action": "ORDER_FILLED", "symbol": "A", "side": "BUY", "quantity": 1,
            """ + " \"price\": 1}\n");

        Assert.Equal(
            positions,
            session.Invoke("(Measure-TradeActivity -Path trades.log -Since '2025-12-18T10:00:00Z' "
                + $"-LookBack {lookBack}).OpenPositions.Count").Succeeded().Values.Cast<int>().Single());
    }
}

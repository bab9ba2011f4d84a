using Xunit;

namespace TradingLogging.Tests;

/// <summary>Time zones by their IANA names, also where there is only what Windows itself knows.</summary>
internal static class TestZone
{
    private static readonly Dictionary<string, string> WindowsNames = new()
    {
        ["America/Havana"] = "Cuba Standard Time",
        ["America/New_York"] = "Eastern Standard Time",
        ["Asia/Beirut"] = "Middle East Standard Time",
        ["Asia/Kathmandu"] = "Nepal Standard Time",
        ["Australia/Lord_Howe"] = "Lord Howe Standard Time",
        ["Europe/Berlin"] = "W. Europe Standard Time",
        ["Europe/London"] = "GMT Standard Time",
    };

    /// <summary>The zone; a machine that does not have it skips the test.</summary>
    public static TimeZoneInfo Find(string name)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone)
            && WindowsNames.TryGetValue(name, out string? windowsName))
        {
            _ = TimeZoneInfo.TryFindSystemTimeZoneById(windowsName, out zone);
        }

        Assert.SkipWhen(zone is null, $"This machine has no time zone {name}.");
        return zone;
    }
}

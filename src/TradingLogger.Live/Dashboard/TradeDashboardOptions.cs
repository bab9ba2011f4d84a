using TradingLogging.Live.Summaries;

namespace TradingLogging.Live.Dashboard;

/// <summary>What a dashboard shows, and where it listens.</summary>
public sealed record TradeDashboardOptions
{
    /// <summary>The log, and how trading is measured.</summary>
    public required LiveSummaryOptions Summary { get; init; }

    /// <summary>The port of 127.0.0.1, 0 to 65,535. Default 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>What bounds the server.</summary>
    internal DashboardLimits Limits { get; init; } = new();
}
